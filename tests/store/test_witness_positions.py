"""How far a file was read is kept together with what was read from it."""

import pytest

from ivr.errors import Misuse
from ivr.store import witness_positions
from ivr.store.database import Database
from ivr.store.witness_positions import Position


def test_a_position_is_kept_and_replaced(database: Database) -> None:
    with database.write() as connection:
        witness_positions.save(connection, "cel", Position(1, 10))
        witness_positions.save(connection, "cel", Position(2**40, 2**40))
    with database.read() as connection:
        assert witness_positions.load(connection, "cel") == Position(2**40, 2**40)


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
        witness_positions.save(connection, "cel", Position(1, 10))
        raise Misuse
