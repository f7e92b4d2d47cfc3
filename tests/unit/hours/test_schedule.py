from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.hours.closure import Closure
from ivr.hours.holidays import Holidays
from ivr.hours.schedule import Schedule, is_open, next_opening
from ivr.hours.week import Span, Week

BUDAPEST = ZoneInfo("Europe/Budapest")
WEEK = Week.of({"monday": ["08:00-12:00", "13:00-17:00"], "friday": ["22:00-02:00"]})
CLINIC = Schedule(BUDAPEST, WEEK, Holidays.of({"2026-11-30": []}))


def local(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=BUDAPEST)


def test_open_from_the_first_minute_until_before_the_last():
    assert is_open(CLINIC, local(23, 8))
    assert not is_open(CLINIC, local(23, 12))


def test_a_night_span_belongs_to_the_day_it_began_on():
    assert is_open(CLINIC, local(28, 1, 59))
    assert not is_open(CLINIC, local(28, 2))


def test_a_holiday_replaces_its_weekday():
    assert not is_open(CLINIC, local(30, 9))
    assert CLINIC.spans_on(date(2026, 11, 30)) == ()


def test_next_opening_is_now_when_open():
    assert next_opening(CLINIC, local(23, 9)) == local(23, 9)


def test_next_opening_passes_the_lunch_and_the_weekend():
    assert next_opening(CLINIC, local(23, 12)) == local(23, 13)
    assert next_opening(CLINIC, local(23, 17)) == local(27, 22)


def test_a_closure_stands_above_the_hours():
    closed = Schedule(BUDAPEST, WEEK, closures=(Closure(local(23, 9), local(23, 15)),))
    assert not is_open(closed, local(23, 10))
    assert next_opening(closed, local(23, 10)) == local(23, 15)


def test_a_closure_without_end_leaves_no_opening():
    assert next_opening(Schedule(BUDAPEST, WEEK, closures=(Closure(local(1, 0)),)), local(23, 10)) is None


def test_a_place_without_hours_never_opens():
    assert next_opening(Schedule(BUDAPEST, Week()), local(23, 10)) is None


def test_a_place_open_day_and_night_is_open_when_clocks_change():
    always = Schedule(BUDAPEST, Week({day: (Span(time(0), time(0)),) for day in range(7)}))
    start = datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert all(is_open(always, start + timedelta(minutes=10 * number)) for number in range(200))


spans = st.lists(st.builds(Span, st.times(), st.times()), max_size=2).map(tuple)
weeks = st.dictionaries(st.integers(0, 6), spans).map(Week)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(weeks, moments, st.sampled_from(["Europe/Budapest", "America/Havana", "Australia/Lord_Howe"]))
@settings(max_examples=60)
def test_the_next_opening_is_open_and_the_moment_before_is_not(week, now, name):
    schedule = Schedule(ZoneInfo(name), week)
    opening = next_opening(schedule, now)
    if opening is not None:
        assert is_open(schedule, opening)
        assert opening == now or not is_open(schedule, opening - timedelta(microseconds=1))
