"""What an address may ask of a report."""

from datetime import date

import pytest
from flask import Flask

from ivr.console.report_wish import asked_of
from ivr.hours.periods import Period

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.fixture(autouse=True)
def in_english(app: Flask):
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("today", "2026-11-25", "2026-11-25"),
        ("yesterday", "2026-11-24", "2026-11-24"),
        ("week", "2026-11-23", "2026-11-25"),
        ("month", "2026-11-01", "2026-11-25"),
        ("last7", "2026-11-19", "2026-11-25"),
        ("last30", "2026-10-27", "2026-11-25"),
    ],
)
def test_a_preset_is_a_range_of_days(preset: str, first: str, last: str) -> None:
    wish = asked_of({"range": preset}, TODAY)
    assert (wish.first.isoformat(), wish.last.isoformat(), wish.mistakes) == (first, last, {})


def test_days_that_were_changed_count_whatever_range_stands_beside_them() -> None:
    asked = {"range": "today", "shown": "2026-11-25/2026-11-25", "first": "2026-11-02", "last": "2026-11-03"}
    assert asked_of(asked, TODAY).preset == "own"
    assert asked_of(asked | {"shown": "2026-11-02/2026-11-03"}, TODAY).preset == "today"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"range": "ever"}, "range"),
        ({"range": "own", "first": "x", "last": "2026-11-03"}, "first"),
        ({"range": "own", "first": "2026-11-04", "last": "2026-11-03"}, "last"),
        ({"range": "own", "first": "2020-01-01", "last": "2026-11-03"}, "last"),
        ({"period": "7m"}, "period"),
    ],
)
def test_what_cannot_be_shown_is_named_beside_its_field(asked: dict[str, str], field: str) -> None:
    assert list(asked_of(asked, TODAY).mistakes) == [field]


def test_a_long_range_is_cut_into_days() -> None:
    wish = asked_of({"range": "own", "first": "2026-01-01", "last": "2026-11-03", "period": "30m"}, TODAY)
    assert (wish.period, list(wish.mistakes)) == (Period.DAY, ["period"])


def test_its_address_asks_for_the_same() -> None:
    wish = asked_of({"range": "own", "first": "2026-11-01", "last": "2026-11-03", "queue": "nurse"}, TODAY)
    assert asked_of(wish.address(), TODAY) == wish
    assert wish.address(queue="")["range"] == "own"
    assert "queue" not in wish.address(queue="")
