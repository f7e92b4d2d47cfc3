"""Every table is known, and every moment in one is UTC."""

from sqlalchemy import DateTime

from ivr.store.columns import Utc
from ivr.store.schema import tables


def test_no_moment_is_stored_without_its_zone() -> None:
    columns = [column for table in tables().tables.values() for column in table.columns]
    assert [
        column for column in columns if isinstance(column.type, DateTime) and not isinstance(column.type, Utc)
    ] == []


def test_the_history_is_among_the_tables() -> None:
    assert {"call_events", "reminders", "attempts", "visits", "agents"} <= set(tables().tables)
