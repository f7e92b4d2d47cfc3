"""Choices kept under a name: one's own and those that are shared, never two of one name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ivr.errors import FieldError
from ivr.store import saved_filters
from ivr.store.database import Database
from ivr.store.saved_filters import MOST, SavedFilter

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINE = SavedFilter("one", "kata", "Kata", "reports", "Nurses", {"queue": "nurse"}, False, NOON)
THEIRS = replace(MINE, id="two", owner="bela", owner_name="Béla", shared=True)


def test_one_sees_his_own_and_what_is_shared(database: Database) -> None:
    with database.write() as connection:
        saved_filters.add(connection, MINE)
        saved_filters.add(connection, THEIRS)
        assert saved_filters.seen_by(connection, "kata") == [MINE, THEIRS]
        assert saved_filters.seen_by(connection, "bela", "reports") == [THEIRS]
        assert saved_filters.seen_by(connection, "kata", "calls") == []


def test_a_name_is_used_once_on_a_page_by_one_person(database: Database) -> None:
    with database.write() as connection:
        saved_filters.add(connection, MINE)
        saved_filters.add(connection, replace(MINE, id="other", page="heat"))
        with pytest.raises(FieldError, match="on this page already"):
            saved_filters.add(connection, replace(MINE, id="again"))


@pytest.mark.parametrize("name", ["", "x" * 61, "two\nlines"])
def test_a_name_is_one_line_that_can_be_read(database: Database, name: str) -> None:
    with database.write() as connection, pytest.raises(FieldError):
        saved_filters.add(connection, replace(MINE, name=name))


def test_nobody_keeps_more_than_so_many(database: Database) -> None:
    with database.write() as connection:
        for number in range(MOST):
            saved_filters.add(connection, replace(MINE, id=str(number), name=f"Filter {number}"))
        with pytest.raises(FieldError, match="delete one first"):
            saved_filters.add(connection, replace(MINE, name="One more"))


def test_it_is_renamed_shared_and_forgotten(database: Database) -> None:
    with database.write() as connection:
        saved_filters.add(connection, MINE)
        after = replace(MINE, name="Sick line", shared=True)
        saved_filters.change(connection, after)
        assert saved_filters.of(connection, "one") == after
        assert saved_filters.remove(connection, "one")
        assert not saved_filters.remove(connection, "one")
        assert saved_filters.of(connection, "one") is None
