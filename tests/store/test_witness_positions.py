"""How far a file was read is kept together with what was read from it."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.errors import Misuse
from ivr.reports.statement import Watched, Witness
from ivr.store import witness_positions
from ivr.store.database import Database
from ivr.store.position import Position

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_position_is_kept_and_replaced(database: Database) -> None:
    with database.write() as connection:
        witness_positions.save(connection, "cel", Position(1, 10), NOON)
        witness_positions.save(connection, "cel", Position(2**40, 2**40, 3, 2**32 - 1), NOON)
    with database.read() as connection:
        assert witness_positions.load(connection, "cel") == Position(2**40, 2**40, 3, 2**32 - 1)


def test_nothing_was_read_at_first(database: Database) -> None:
    with database.read() as connection:
        assert witness_positions.load(connection, "cel") is None


def test_a_position_is_not_kept_when_the_rest_fails(database: Database) -> None:
    with pytest.raises(Misuse):
        save_and_fail(database)
    with database.read() as connection:
        assert witness_positions.load(connection, "cel") is None


def save_and_fail(database: Database) -> None:
    with database.write() as connection:
        witness_positions.save(connection, "cel", Position(1, 10), NOON)
        raise Misuse


def test_a_witness_is_watched_from_its_first_reading_to_its_latest(database: Database) -> None:
    later = NOON + timedelta(minutes=1)
    with database.write() as connection:
        for at in (NOON, later):
            witness_positions.save(connection, Witness.CDR, Position(1, 10), at)
        witness_positions.save(connection, "something else", Position(1, 10), NOON)
    with database.read() as connection:
        assert witness_positions.watched(connection) == {Witness.CDR: Watched(NOON, later)}
