"""The live tables follow what the engine tells."""

from dataclasses import replace
from datetime import UTC, datetime

from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue
from ivr.store import live
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANNA = LiveAgent("agent-anna", "paused", "lunch", NOON, pause_until=NOON)
QUEUE = LiveQueue("nurse", 2, NOON)
CALL = LiveCall("call-1", "+36201234567", "menu:main", NOON, "waiting", "nurse", None, NOON)


def applied(database: Database, *changes: LiveChanges) -> None:
    for change in changes:
        with database.write() as connection:
            live.apply(connection, change)


def test_what_was_told_is_what_is_read(database: Database) -> None:
    applied(database, LiveChanges((ANNA,), (QUEUE,), (CALL,)))
    with database.read() as connection:
        assert (live.agents(connection), live.queues(connection), live.calls(connection)) == ([ANNA], [QUEUE], [CALL])


def test_a_newer_row_replaces_the_one_before(database: Database) -> None:
    rings = replace(CALL, state="ringing", agent="agent-anna")
    applied(database, LiveChanges(calls=(CALL,)), LiveChanges(calls=(rings,)))
    with database.read() as connection:
        assert live.calls(connection) == [rings]


def test_calls_that_are_over_are_gone(database: Database) -> None:
    applied(database, LiveChanges(calls=(CALL,)), LiveChanges(ended=("call-1", "never seen")))
    with database.read() as connection:
        assert live.calls(connection) == []


def test_the_version_grows_with_every_change(database: Database) -> None:
    with database.read() as connection:
        before = live.live_version(connection)
    applied(database, LiveChanges(agents=(ANNA,)), LiveChanges(queues=(QUEUE,)))
    with database.read() as connection:
        assert live.live_version(connection) == before + 2


def test_a_new_engine_begins_with_empty_tables(database: Database) -> None:
    applied(database, LiveChanges((ANNA,), (QUEUE,), (CALL,)))
    with database.write() as connection:
        live.clear(connection)
        assert live.agents(connection) + live.queues(connection) + live.calls(connection) == []
