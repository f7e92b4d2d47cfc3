import pytest

from ivr.routing.announcements import announcement, upper_step
from ivr.routing.wait_estimate import Standing, estimate_wait


def told(position, handle_s=120, logged_in=1):
    return announcement(estimate_wait(Standing(position, logged_in, logged_in, 0), handle_s, 9))


@pytest.mark.parametrize(("seconds", "step"), [(1, 30), (30, 30), (30.1, 60), (301, 420), (3600, 3600), (3601, None)])
def test_the_promise_is_the_step_at_or_above(seconds, step):
    assert upper_step(seconds) == step


def test_the_promise_is_never_under_the_bound():
    promise = told(position=2)
    assert promise.seconds_upper >= promise.p80 > promise.p50


def test_no_time_is_said_under_twenty_seconds():
    assert told(position=1, handle_s=19).seconds_upper is None


def test_no_time_is_said_over_an_hour():
    assert told(position=60).seconds_upper is None


def test_no_time_is_said_with_nobody_logged_in():
    silent = told(position=3, logged_in=0)
    assert (silent.seconds_upper, silent.p80, silent.position) == (None, None, 3)
