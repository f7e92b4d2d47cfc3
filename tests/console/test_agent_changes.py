"""Deeds on agents."""

from datetime import timedelta

import pytest
from flask import g

from ivr.access.account import Scope, principal_of
from ivr.access.role import Role
from ivr.console.agent_changes import LevelTaken, change_with_phones, level_restored, level_set, rotated
from ivr.store import intentions, levels
from ivr.store.levels import Level, LevelChange

SEEN = Level("agent-anna", "nurse", None)


@pytest.fixture
def asking(app, account_of):
    with app.test_request_context():
        g.principal = principal_of(account_of(Role.ADMINISTRATOR))
        yield g


def test_a_change_of_phones_comes_with_the_wish_for_asterisk(asking, database) -> None:
    done, wish = change_with_phones(rotated("agent-anna"))
    with database.read() as connection:
        assert intentions.of(connection, wish).written_by.startswith("Administrator Person")
    assert done.after["version"] == 2


def test_a_level_is_told_with_its_end_and_can_be_taken_back(asking, database, clock) -> None:
    wanted = Level("agent-anna", "nurse", 7, clock() + timedelta(days=1))
    with database.write() as connection:
        done = level_set(SEEN, wanted).act(connection)
        assert done.after["expires_at"] == wanted.expires_at.isoformat()
        level_restored(LevelChange(SEEN, wanted)).act(connection)
        assert levels.level_of(connection, "agent-anna", "nurse") == SEEN


def test_a_level_somebody_changed_meanwhile_stays(asking, database) -> None:
    with database.write() as connection:
        levels.set_level(connection, SEEN, 3)
        with pytest.raises(LevelTaken) as taken:
            level_set(SEEN, Level("agent-anna", "nurse", 7)).act(connection)
    assert taken.value.found.level == 3


def test_a_skill_of_other_queues_is_not_given(asking, database, account_of) -> None:
    limited = account_of(Role.SUPERVISOR, scope=Scope(queues=frozenset({"reception"})))
    g.principal = principal_of(limited)
    with database.write() as connection, pytest.raises(Exception, match="outside of the queues"):
        level_set(SEEN, Level("agent-anna", "nurse", 7)).act(connection)
