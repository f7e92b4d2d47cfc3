"""A number is found by any part of it."""

from datetime import UTC, datetime

from ivr.calls.events import Direction
from ivr.reports.call_record import CallRecord
from ivr.store import call_numbers
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


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


def test_who_rang_and_whom_we_rang_is_the_number_outside() -> None:
    inbound = CallRecord("c", NOON, Direction.INBOUND, caller_id="+36 30/123-4567", dialled="100")
    outbound = CallRecord("c", NOON, Direction.OUTBOUND, caller_id="100", dialled="+36205550000")
    assert [call_numbers.outside_number(one) for one in (inbound, outbound)] == ["36301234567", "36205550000"]


def test_a_withheld_number_is_none() -> None:
    assert call_numbers.outside_number(CallRecord("c", NOON, Direction.INBOUND, caller_id="anonymous")) is None
