"""What the router has learned is kept, and replaced by what it learned later."""

from datetime import UTC, datetime

from ivr.store import routing_state
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_latest_is_kept(database: Database) -> None:
    with database.write() as connection:
        routing_state.save(connection, '{"calls": 1}', NOON)
        routing_state.save(connection, '{"calls": 2}', NOON)
    with database.read() as connection:
        assert routing_state.load(connection) == {"calls": 2}


def test_nothing_was_learned_at_first(database: Database) -> None:
    with database.read() as connection:
        assert routing_state.load(connection) is None


def test_what_cannot_be_read_is_nothing(database: Database) -> None:
    for torn in ('{"calls": ', "[1]"):
        with database.write() as connection:
            routing_state.save(connection, torn, NOON)
        with database.read() as connection:
            assert routing_state.load(connection) is None
