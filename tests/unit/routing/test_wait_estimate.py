import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.routing.wait_estimate import HandleTimes, Standing, erlang_quantile, estimate_wait


def test_the_mean_is_position_times_handle_time_over_agents():
    estimate = estimate_wait(Standing(position=4, logged_in=2, working=2, idle=0), 120, learned_from=9)
    assert (estimate.point, estimate.position) == (240, 4)


def test_nobody_logged_in_gives_no_time():
    assert estimate_wait(Standing(1, 0, 0, 0), 120, 9).point is None


def test_everybody_paused_gives_a_time_all_the_same():
    assert estimate_wait(Standing(2, 3, 0, 0), 120, 9).point == 240


def test_an_idle_agent_means_no_wait():
    assert estimate_wait(Standing(1, 3, 3, 1), 120, 9).hi == 0


def test_the_bounds_are_those_of_a_sum_of_exponential_services():
    assert erlang_quantile(1, 1, 0.8416) == pytest.approx(1.609, rel=0.01)  # -ln 0.2
    assert erlang_quantile(5, 5, 0.0) == pytest.approx(4.671, rel=0.01)


@given(st.integers(1, 300), st.integers(1, 50), st.floats(1, 3600))
def test_the_bounds_are_in_order(position, staff, handle_s):
    estimate = estimate_wait(Standing(position, staff, staff, 0), handle_s, 0)
    assert 0 <= estimate.lo < estimate.p50 < estimate.p80 < estimate.hi


def test_handle_time_moves_from_the_prior_to_what_was_seen():
    times = HandleTimes(120)
    assert times.mean_s("tech") == 120
    times.learn("tech", 20)
    assert times.mean_s("tech") == pytest.approx(100)
    for _ in range(500):
        times.learn("tech", 20)
    assert times.mean_s("tech") == pytest.approx(20, abs=1)


def test_handle_times_survive_plain_data():
    times = HandleTimes(120)
    times.learn("tech", 20)
    again = HandleTimes.from_plain(120, times.to_plain())
    assert (again.mean_s("tech"), again.count("tech")) == (times.mean_s("tech"), 1)
