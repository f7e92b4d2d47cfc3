from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import AuthorError, Misuse
from ivr.hours.zone import day_start, last_change, to_local, to_utc, zone

BUDAPEST = ZoneInfo("Europe/Budapest")
NAMES = [
    "Europe/Budapest",
    "America/New_York",
    "America/Havana",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Asia/Beirut",
]


@pytest.mark.parametrize("name", ["Mars/Olympus", "Europe", "../etc/passwd", "", "a\0b"])
def test_an_unknown_zone_is_the_authors_mistake(name):
    with pytest.raises(AuthorError, match="time zone"):
        zone(name)


def test_an_ordinary_time_is_converted():
    assert to_utc(date(2026, 7, 1), time(8), BUDAPEST) == datetime(2026, 7, 1, 6, tzinfo=UTC)


def test_a_skipped_time_is_the_end_of_the_gap():
    assert to_utc(date(2026, 3, 29), time(2, 30), BUDAPEST) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_repeated_time_is_the_first():
    assert to_utc(date(2026, 10, 25), time(2, 30), BUDAPEST) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_without_midnight_begins_after_the_gap():
    havana = ZoneInfo("America/Havana")
    start = day_start(date(2026, 3, 8), havana)
    assert to_local(start, havana).time() == time(1)


def test_the_change_of_clocks_is_found_to_the_second():
    start, end = datetime(2026, 3, 29, 0, 17, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)
    assert last_change(start, end, BUDAPEST) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert last_change(start, datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), BUDAPEST) is None


def test_a_moment_without_a_zone_is_misuse():
    with pytest.raises(Misuse):
        to_local(datetime(2026, 1, 1), BUDAPEST)


@given(st.dates(date(2000, 1, 1), date(2037, 1, 1)), st.times(), st.times(), st.sampled_from(NAMES))
def test_a_later_clock_time_is_never_an_earlier_moment(day, one, other, name):
    first, second = sorted([one, other])
    assert to_utc(day, first, ZoneInfo(name)) <= to_utc(day, second, ZoneInfo(name))
