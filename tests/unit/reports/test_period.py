"""Weeks and months."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import FieldError
from ivr.reports.period import Kind, last_whole, period_of, period_with

DAYS = st.dates(date(2000, 2, 1), date(2099, 10, 1))


@given(st.sampled_from(Kind), DAYS)
def test_a_period_holds_its_day_and_is_found_by_its_name(kind: Kind, day: date) -> None:
    period = period_with(kind, day)

    assert period.first <= day < period.after
    assert period_of(period.name) == period
    assert period.following().before() == period
    assert period.days[-1] == period.last


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("2026-10", "2026-10-01", "2026-10-31"), ("2026-02", "2026-02-01", "2026-02-28"),
     ("2026-W53", "2026-12-28", "2027-01-03"), ("2026-W01", "2025-12-29", "2026-01-04")],
)  # fmt: skip
def test_a_name_means_its_days(name: str, first: str, last: str) -> None:
    period = period_of(name)

    assert (str(period.first), str(period.last)) == (first, last)


@pytest.mark.parametrize("name", ["", "2026", "2026-13", "2026-00", "2025-W53", "2026-W54", "1999-01", "2026-1", "x"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(FieldError, match="2026-W46"):
        period_of(name)


def test_on_its_last_day_a_period_is_not_over() -> None:
    assert last_whole(Kind.MONTH, date(2026, 10, 31)).name == "2026-09"
    assert last_whole(Kind.MONTH, date(2026, 11, 1)).name == "2026-10"
    assert last_whole(Kind.WEEK, date(2026, 11, 22)).name == "2026-W46"


def test_a_month_with_a_change_of_clocks_has_an_hour_more() -> None:
    since, until = period_of("2026-10").bounds(ZoneInfo("Europe/Budapest"))

    assert until - since == timedelta(days=31, hours=1)
