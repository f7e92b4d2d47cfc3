"""Levels end by themselves, and the audit and the engine hear of it; what witnesses said is kept for so many days."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.reports.statement import Kind, Statement, Witness
from ivr.store import agents, audit, centre_version, levels, witness_positions, witness_statements
from ivr.store.agents import Agent
from ivr.store.audit import AuditSearch
from ivr.store.centre import Centre, Skill, save_centre
from ivr.store.levels import Level
from ivr.store.position import Position
from ivr.worker import expiry
from ivr.worker.expiry import expire_levels, expire_statements

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


MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)
DAYS = 30


@pytest.fixture
def said(database):
    """Statements of the last moments that are not kept, and of the first that are."""
    last, first = MIDNIGHT - timedelta(days=DAYS, seconds=1), MIDNIGHT - timedelta(days=DAYS)
    moments = {"a": last - timedelta(days=9), "b": last, "c": first, "d": NOW}
    with database.write() as connection:
        witness_positions.save(connection, Witness.CDR, Position(1, 1), moments["a"])
        told = {one: Statement(Witness.CDR, one, None, Kind.CALL, at, at) for one, at in moments.items()}
        witness_statements.keep(connection, told)
    return moments


def kept(database):
    with database.read() as connection:
        told = witness_statements.of_calls(connection, [], list("abcd"))
        return [one.reference for one in told], witness_positions.watched(connection)[Witness.CDR].since


def test_what_witnesses_said_is_kept_for_whole_days(database, said):
    assert [expire_statements(database, DAYS, NOW), expire_statements(database, DAYS, NOW)] == [2, 0]
    assert kept(database) == (["c", "d"], said["c"])


def test_what_is_forgotten_is_not_compared_any_more_before_the_first_of_it_is_gone(database, said, monkeypatch):
    monkeypatch.setattr(expiry, "STATEMENTS_AT_ONCE", 1)
    assert expire_statements(database, DAYS, NOW) == 1
    assert kept(database) == (["b", "c", "d"], said["c"])


def test_today_is_kept_whatever_is_set(database, said):
    assert expire_statements(database, -5, NOW) == 3
    assert kept(database)[0] == ["d"]
