"""What is written in bulk reads the same as what sqlalchemy writes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from ivr.store.agent_states import agent_states
from ivr.store.bulk import insert_rows
from ivr.store.database import Database
from ivr.store.moments import moment_in

AT = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=ZoneInfo("Europe/Budapest"))
NAMES = ("agent", "state", "since", "reason")


def test_rows_written_in_bulk_are_those_sqlalchemy_writes(database: Database) -> None:
    with database.write() as connection:
        at = moment_in(connection.dialect.name)
        insert_rows(connection, agent_states, NAMES, [("bulk", "agent", at(AT), None)])
        connection.execute(insert(agent_states).values(agent="plain", state="agent", since=AT, reason=None))
        rows = connection.execute(select(agent_states).order_by(agent_states.c.agent)).all()
    assert rows[0][1:] == rows[1][1:] == ("agent", AT.astimezone(UTC), *rows[0][3:])


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.write() as connection:
        insert_rows(connection, agent_states, NAMES, [])
        assert connection.execute(select(agent_states)).all() == []
