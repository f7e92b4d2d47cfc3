"""Periods by the local clock: days of 23 and 25 hours, weeks from Monday, months of every length."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.hours.periods import Period, next_period, period_start, period_starts
from ivr.hours.zone import day_start

BUDAPEST, LORD_HOWE, SANTIAGO = (
    ZoneInfo("Europe/Budapest"),
    ZoneInfo("Australia/Lord_Howe"),
    ZoneInfo("America/Santiago"),
)


def of_day(day: date, period: Period, where: ZoneInfo) -> list[datetime]:
    return period_starts(day_start(day, where), day_start(day + timedelta(days=1), where), period, where)


@pytest.mark.parametrize(
    ("where", "shorter", "longer", "counts"),
    [
        (BUDAPEST, date(2026, 3, 29), date(2026, 10, 25), (46, 50)),
        (LORD_HOWE, date(2026, 10, 4), date(2026, 4, 5), (47, 49)),  # clocks change by half an hour
        (SANTIAGO, date(2026, 9, 6), date(2026, 4, 4), (46, 50)),  # at midnight
    ],
)
def test_days_when_clocks_change_have_fewer_or_more_half_hours(
    where: ZoneInfo, shorter: date, longer: date, counts: tuple[int, int]
) -> None:
    assert (len(of_day(shorter, Period.HALF_HOUR, where)), len(of_day(longer, Period.HALF_HOUR, where))) == counts
    assert len(of_day(shorter, Period.DAY, where)) == len(of_day(longer, Period.DAY, where)) == 1
    assert [start.astimezone(where).hour for start in of_day(longer, Period.DAY, where)] == [0]


def test_a_week_begins_on_monday() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    start = period_start(sunday, Period.WEEK, BUDAPEST)
    assert start.astimezone(BUDAPEST).isoformat() == "2026-11-16T00:00:00+01:00"
    assert next_period(start, Period.WEEK, BUDAPEST) - start == timedelta(days=7)


def test_months_follow_each_other_whatever_their_length() -> None:
    year = period_starts(
        datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 12, 31, 12, tzinfo=UTC), Period.MONTH, BUDAPEST
    )
    assert [start.astimezone(BUDAPEST).date() for start in year] == [date(2026, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize("period", list(Period))
def test_a_start_is_its_own_periods_start(period: Period) -> None:
    starts = period_starts(
        datetime(2026, 10, 24, 21, tzinfo=UTC), datetime(2026, 10, 26, 5, tzinfo=UTC), period, BUDAPEST
    )
    assert tuple(period_start(start, period, BUDAPEST) for start in starts) == starts
    ends = [later - timedelta(seconds=1) for later in starts[1:]]
    assert tuple(period_start(end, period, BUDAPEST) for end in ends) == starts[:-1]
