"""Levels end by themselves: the agent loses the skill, the audit and the engine hear of it."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.store import agents, audit, centre_version, levels
from ivr.store.agents import Agent
from ivr.store.audit import AuditSearch
from ivr.store.centre import Centre, Skill, save_centre
from ivr.store.levels import Level
from ivr.worker.expiry import expire_levels

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANNA = Agent("agent-anna", "Anna", "secret", "201")


@pytest.fixture
def database(tmp_path, fresh):
    database = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    with database.write() as connection:
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), agents=(ANNA,)))
        levels.set_level(connection, Level("agent-anna", "nurse", None), 5, NOW)
    yield database
    database.close()


def seen(database):
    with database.read() as connection:
        entries = [(row.entry.who, row.entry.verb) for row in audit.search(connection, AuditSearch(), 10)]
        return agents.of(connection, "agent-anna").skills, entries, centre_version.read(connection)


def test_before_its_end_nothing_happens_to_a_level(database):
    before = seen(database)
    assert expire_levels(database, NOW - timedelta(seconds=1)) == 0
    assert seen(database) == before


def test_at_its_end_a_level_is_taken_once_and_the_engine_has_to_look(database):
    _, _, version = seen(database)
    assert [expire_levels(database, NOW), expire_levels(database, NOW)] == [1, 0]
    assert seen(database) == ({}, [("worker", "level ended")], version + 1)
