"""The grid of agents and skills, cell by cell."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.errors import FieldError
from ivr.store import agents, levels, skills
from ivr.store.agents import Agent
from ivr.store.database import Database
from ivr.store.levels import Level, LevelChange, LevelStale
from ivr.store.skills import Skill

NONE = Level("agent-anna", "nurse", None)


@pytest.fixture
def ward(database: Database) -> Database:
    with database.write() as connection:
        skills.create(connection, Skill("", "Nurse"))
        agents.create(connection, Agent("", "Anna", extension="201"))
    return database


def test_a_level_is_given_changed_and_taken(ward: Database) -> None:
    with ward.write() as connection:
        seen = NONE
        for level in (3, 9, None):
            done = levels.set_level(connection, seen, level)
            assert done == LevelChange(seen, Level("agent-anna", "nurse", level))
            assert levels.grid(connection) == ({"agent-anna": {"nurse": level}} if level else {})
            seen = Level("agent-anna", "nurse", level)


def test_an_agent_is_read_with_his_levels(ward: Database) -> None:
    with ward.write() as connection:
        levels.set_level(connection, NONE, 3)
        found = agents.of(connection, "agent-anna")
    assert found is not None
    assert found.skills == {"nurse": 3}


def test_a_cell_changed_meanwhile_stays_as_it_is(ward: Database) -> None:
    with ward.write() as connection:
        levels.set_level(connection, NONE, 3)
        assert levels.set_level(connection, NONE, 5) == LevelStale(Level("agent-anna", "nurse", 3))


def test_a_cell_is_undone(ward: Database) -> None:
    with ward.write() as connection:
        done = levels.set_level(connection, NONE, 3)
        assert isinstance(done, LevelChange)
        assert levels.restore(connection, done) == LevelChange(done.after, NONE)
        assert isinstance(levels.restore(connection, done), LevelStale)


def test_a_level_ends_when_it_was_said_to_end_and_not_before(ward: Database) -> None:
    until = datetime(2027, 1, 31, 23, 0, tzinfo=UTC)
    with ward.write() as connection:
        levels.set_level(connection, NONE, 3, until)
        assert levels.ending(connection) == (Level("agent-anna", "nurse", 3, until),)
        assert levels.take_expired(connection, until - timedelta(seconds=1)) == ()
        taken = levels.take_expired(connection, until)
        assert taken == (LevelChange(Level("agent-anna", "nurse", 3, until), NONE),)
        assert levels.grid(connection) == {}
        assert levels.restore(connection, taken[0]) == LevelChange(NONE, taken[0].before)


def test_a_level_given_anew_without_an_end_does_not_end(ward: Database) -> None:
    with ward.write() as connection:
        levels.set_level(connection, NONE, 3, datetime(2027, 1, 31, tzinfo=UTC))
        levels.set_level(connection, Level("agent-anna", "nurse", 3), 3)
        assert levels.ending(connection) == ()


@pytest.mark.parametrize(
    ("cell", "level", "field"),
    [
        (NONE, 0, "level"),
        (NONE, 10, "level"),
        (Level("agent-zed", "nurse", None), 3, "agent"),
        (Level("agent-anna", "pilot", None), 3, "skill"),
    ],
)
def test_a_level_of_nobody_nothing_or_no_size_is_refused(ward: Database, cell: Level, level: int, field: str) -> None:
    with ward.write() as connection, pytest.raises(FieldError) as refused:
        levels.set_level(connection, cell, level)
    assert refused.value.field == field
