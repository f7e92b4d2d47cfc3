"""What was imported can be looked up."""

from datetime import UTC, datetime, timedelta

from ivr.store import imports
from ivr.store.database import Database
from ivr.store.imports import Import

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


def test_an_import_is_written_down_with_what_it_brought(database: Database) -> None:
    with database.write() as connection:
        first = imports.begin(connection, "cdr", "/Master.csv", "UTC", NOON)
        second = imports.begin(connection, "cel", "/cel.csv", "Asia/Tokyo", NOON)
        imports.end(connection, first, 5, 7, LATER)
        imports.undone(connection, first, LATER)
        assert imports.of(connection, first) == Import(first, "cdr", "/Master.csv", "UTC", NOON, LATER, 5, 7, LATER)
        assert [one.id for one in imports.every(connection)] == [second, first]


def test_one_that_found_nothing_to_read_is_forgotten(database: Database) -> None:
    with database.write() as connection:
        number = imports.begin(connection, "cdr", "/Master.csv", "UTC", NOON)
        imports.end(connection, number, 0, 0, LATER)
        assert imports.of(connection, number) is None
