"""A number is found by any part of it."""

from ivr.store import call_numbers
from ivr.store.database import Database


def remembered(database: Database, digits: str, limit: int = 10) -> list[str] | None:
    with database.write() as connection:
        call_numbers.remember(connection, ["36301234567", "36205550000"])
        call_numbers.remember(connection, ["36301234567", "101"])
        return call_numbers.containing(connection, digits, limit)


def test_a_number_is_found_by_a_part_of_it(database: Database) -> None:
    found = {digits: remembered(database, digits) for digits in ("36301234567", "4567", "0123", "36", "101", "999")}
    first, second = "36301234567", "36205550000"
    assert found == {first: [first], "4567": [first], "0123": [first], "36": [second, first], "101": ["101"], "999": []}


def test_too_many_numbers_are_not_told(database: Database) -> None:
    assert remembered(database, "36", limit=1) is None
