"""Calls to numbers outside are counted with their minutes."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from ivr.store.database import Database
from ivr.store.outside_today import outside_since
from ivr.store.visits import calls, legs

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def call(connection, call_id: str, direction: str, *kinds: str, hours_ago: float = 1) -> None:
    at = NOON - timedelta(hours=hours_ago)
    row = {"call_id": call_id, "started_at": at, "direction": direction, "fallback": False, "witness": "engine"}
    connection.execute(insert(calls).values(row))
    for number, kind in enumerate(kinds):
        times = {"answered_at": at, "ended_at": at + timedelta(minutes=2)}
        connection.execute(
            insert(legs).values(leg_id=f"{call_id}-{number}", call_id=call_id, kind=kind, witness="engine", **times)
        )


def test_transfers_and_calls_we_place_go_outside_and_callers_who_ring_in_do_not(database: Database) -> None:
    with database.write() as connection:
        call(connection, "in", "inbound", "caller", "agent")
        call(connection, "sent-on", "inbound", "caller", "outside")
        call(connection, "placed", "outbound", "caller", "agent")
        call(connection, "yesterday", "outbound", "caller", hours_ago=20)
        assert outside_since(connection, NOON - timedelta(hours=12), NOON) == (2, 4.0)
