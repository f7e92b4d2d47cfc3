"""When a report is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.reports.client_schedule import LAST_DAY, Timing, latest_due, next_due
from ivr.reports.period import Kind

BUDAPEST = ZoneInfo("Europe/Budapest")
TIMINGS = st.sampled_from(Kind).flatmap(
    lambda kind: st.builds(Timing, st.just(kind), st.integers(1, LAST_DAY[kind]), st.integers(0, 23))
)
ZONES = st.sampled_from(["Europe/Budapest", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BUDAPEST)


def test_monday_at_seven_the_week_before_is_due() -> None:
    monday = Timing(Kind.WEEK, 1, 7)

    assert latest_due(monday, BUDAPEST, at("2026-11-23T07:00")).period.name == "2026-W47"
    assert latest_due(monday, BUDAPEST, at("2026-11-23T06:59")).period.name == "2026-W46"
    assert next_due(monday, BUDAPEST, at("2026-11-23T07:00")).at == at("2026-11-30T07:00")


def test_on_the_third_the_month_before_is_due() -> None:
    third = Timing(Kind.MONTH, 3, 6)

    assert latest_due(third, BUDAPEST, at("2026-11-03T06:00")).period.name == "2026-10"
    assert latest_due(third, BUDAPEST, at("2026-11-02T23:00")).period.name == "2026-09"


@pytest.mark.parametrize(("hour", "utc"), [(2, "01:00"), (3, "01:00")])
def test_in_the_night_that_loses_an_hour_it_goes_out_once(hour: int, utc: str) -> None:
    sunday = Timing(Kind.WEEK, 7, hour)

    assert f"{next_due(sunday, BUDAPEST, at('2026-03-28T12:00')).at:%d %H:%M}" == f"29 {utc}"


@given(TIMINGS, ZONES, MOMENTS)
def test_one_is_due_after_the_other_and_each_period_once(timing: Timing, name: str, now: datetime) -> None:
    where = ZoneInfo(name)
    last, following = latest_due(timing, where, now), next_due(timing, where, now)

    assert last.at <= now < following.at
    assert latest_due(timing, where, following.at - timedelta(seconds=1)) == last
    assert last.period.following() == following.period
    assert last.period.bounds(where)[1] <= last.at
