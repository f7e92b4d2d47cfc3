from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.contacts.calling_window import CallingWindow, is_allowed, next_allowed
from ivr.errors import AuthorError

WINDOW = CallingWindow()
BUDAPEST = ["Europe/Budapest"]
NAMES = ["Europe/Budapest", "America/New_York", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu"]


def local(hour, minute=0, day=22, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Budapest"))


def test_open_from_eight_until_before_nine_in_the_evening():
    assert is_allowed(local(8), BUDAPEST, WINDOW)
    assert is_allowed(local(20, 59), BUDAPEST, WINDOW)
    assert not is_allowed(local(21), BUDAPEST, WINDOW)
    assert not is_allowed(local(7, 59), BUDAPEST, WINDOW)


def test_inside_the_window_the_next_moment_is_now():
    assert next_allowed(local(12), BUDAPEST, WINDOW) == local(12)


def test_at_night_it_is_the_morning():
    assert next_allowed(local(22), BUDAPEST, WINDOW) == local(8, day=23)


def test_the_night_when_clocks_change_keeps_the_local_hour():
    assert next_allowed(local(22, day=24, month=10), BUDAPEST, WINDOW) == local(8, day=25, month=10)
    assert next_allowed(local(22, day=28, month=3), BUDAPEST, WINDOW) == local(8, day=29, month=3)


def test_every_zone_counts():
    both = ["Europe/Budapest", "America/New_York"]  # six hours apart
    assert not is_allowed(local(10), both, WINDOW)
    assert next_allowed(local(10), both, WINDOW) == local(14)


def test_no_zone_known_is_never():
    assert not is_allowed(local(12), [], WINDOW)
    assert next_allowed(local(12), [], WINDOW) is None


def test_zones_that_never_meet_are_never():
    apart = ["Pacific/Auckland", "Europe/London", "Asia/Kolkata"]
    assert next_allowed(local(12), apart, WINDOW) is None


def test_a_window_over_midnight_is_refused():
    with pytest.raises(AuthorError, match="window"):
        CallingWindow(time(21), time(8))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(moments, st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
def test_the_next_moment_is_allowed_and_none_before_it_was(now, zones):
    moment = next_allowed(now, zones, WINDOW)
    if moment is not None:
        assert is_allowed(moment, zones, WINDOW)
        assert moment == now or not is_allowed(moment - timedelta(seconds=1), zones, WINDOW)


@given(moments, st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
def test_allowed_means_inside_the_local_hours_of_every_zone(now, zones):
    hours = [now.astimezone(ZoneInfo(name)).time() for name in zones]
    assert is_allowed(now, zones, WINDOW) == all(time(8) <= hour < time(21) for hour in hours)
