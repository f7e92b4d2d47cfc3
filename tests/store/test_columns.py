"""A moment comes back in UTC as it went in, whatever zone it was written in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from ivr.store.agent_states import agent_states
from ivr.store.database import Database

BUDAPEST = timezone(timedelta(hours=1))


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    at = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=BUDAPEST)
    with database.write() as connection:
        connection.execute(agent_states.insert().values(agent="a", state="available", since=at))
        since = connection.execute(agent_states.select()).one().since
    assert since == at
    assert since.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="no time zone"), database.write() as connection:
        connection.execute(agent_states.insert().values(agent="a", state="x", since=datetime(2026, 11, 22)))
