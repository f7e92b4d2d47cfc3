"""Calls of today by how they ended."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from ivr.calls.disposition import Disposition
from ivr.calls.ids import uuid7
from ivr.store.calls_today import calls_since
from ivr.store.database import Database
from ivr.store.visits import calls

MIDNIGHT = datetime(2026, 11, 22, 23, tzinfo=UTC)


def test_calls_since_a_moment_are_counted_by_how_they_ended(database: Database) -> None:
    ends = ((-1, "served"), (0, "served"), (60, "served"), (90, "abandoned"), (99, None))
    rows = []
    for after_s, how in ends:
        at = MIDNIGHT + timedelta(seconds=after_s)
        made = {"call_id": uuid7(int(at.timestamp() * 1000), bytes([after_s % 7] * 10)), "started_at": at}
        rows.append(made | {"disposition": how, "fallback": False, "witness": "none"})
    with database.write() as connection:
        connection.execute(insert(calls), rows)
        found = calls_since(connection, MIDNIGHT)
    assert (found[Disposition.SERVED], found[Disposition.ABANDONED], found[Disposition.LEFT_MENU]) == (2, 1, 0)
