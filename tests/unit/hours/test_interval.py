from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import Misuse
from ivr.hours.interval import interval_start, interval_starts, intervals_of_day
from ivr.hours.zone import day_start

BUDAPEST = ZoneInfo("Europe/Budapest")
NAMES = ["Europe/Budapest", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe", "Asia/Beirut", "UTC"]


@pytest.mark.parametrize(("day", "halves"), [((2026, 11, 22), 48), ((2026, 3, 29), 46), ((2026, 10, 25), 50)])
def test_a_day_has_46_48_or_50_half_hours(day, halves):
    assert len(intervals_of_day(date(*day), 30, BUDAPEST)) == halves


def test_the_start_is_by_the_local_clock():
    kathmandu = ZoneInfo("Asia/Kathmandu")  # five and three quarter hours ahead
    assert interval_start(datetime(2026, 1, 1, 0, 20, tzinfo=UTC), 60, kathmandu).minute == 15


def test_an_interval_of_another_length_is_misuse():
    with pytest.raises(Misuse):
        interval_start(datetime(2026, 1, 1, tzinfo=UTC), 7, BUDAPEST)


def test_a_range_begins_with_the_interval_that_holds_its_start():
    start = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
    starts = interval_starts(start, start + timedelta(hours=1), 30, BUDAPEST)
    assert [moment.strftime("%H:%M") for moment in starts] == ["08:30", "09:00", "09:30"]


@given(st.dates(date(2001, 1, 1), date(2036, 1, 1)), st.sampled_from([15, 30, 60]), st.sampled_from(NAMES))
def test_intervals_of_a_day_touch_and_fill_it(day, minutes, name):
    where = ZoneInfo(name)
    starts = intervals_of_day(day, minutes, where)
    ends = [*starts[1:], day_start(day + timedelta(days=1), where)]
    assert starts[0] == day_start(day, where)
    assert all(
        timedelta(0) < end - start <= timedelta(minutes=minutes) for start, end in zip(starts, ends, strict=True)
    )


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(moments, st.sampled_from([15, 30, 60]), st.sampled_from(NAMES))
def test_every_moment_is_in_the_interval_of_its_own_start(moment, minutes, name):
    where = ZoneInfo(name)
    start = interval_start(moment, minutes, where)
    assert start <= moment < start + timedelta(minutes=minutes)
    assert interval_start(start, minutes, where) == start


@given(moments, st.sampled_from(NAMES))
def test_starts_only_rise(moment, name):
    starts = interval_starts(moment, moment + timedelta(days=2), 60, ZoneInfo(name))
    assert all(first < second for first, second in pairwise(starts))
