"""Calls with news are marked once and taken once."""

from ivr.calls.ids import uuid7
from ivr.store import stale_calls
from ivr.store.database import Database

ONE, TWO = (uuid7(number, bytes(10)) for number in (1, 2))


def test_a_call_is_marked_once_and_taken_once(database: Database) -> None:
    with database.write() as connection:
        stale_calls.mark(connection, [ONE, ONE])
        stale_calls.mark(connection, [ONE])
        assert stale_calls.take(connection, 10) == [ONE]
        assert stale_calls.take(connection, 10) == []


def test_no_more_are_taken_than_asked(database: Database) -> None:
    with database.write() as connection:
        stale_calls.mark(connection, [TWO, ONE])
        assert stale_calls.take(connection, 1) == [ONE]


def test_marking_nothing_is_allowed(database: Database) -> None:
    with database.write() as connection:
        stale_calls.mark(connection, [])
        assert stale_calls.take(connection, 1) == []
