"""Whitt's formula, and reading an estimate off a drain's paths."""

from random import Random
from statistics import fmean

import pytest

from ivr.routing.wait_estimate import Standing, estimate_of, estimate_queue, gamma_quantile, quantile


def test_without_hang_ups_it_is_position_times_handle_time_over_agents():
    found = estimate_queue(Standing(4, 5, 5, 0), 200, 0.0, 1)
    assert found.point == pytest.approx(4 * 200 / 5)


def test_those_ahead_who_will_hang_up_shorten_it():
    rate, theta = 5 / 200, 1 / 240
    expected = sum(1 / (rate + ahead * theta) for ahead in range(4))
    assert estimate_queue(Standing(4, 5, 5, 0), 200, theta, 1).point == pytest.approx(expected)


def test_it_is_the_mean_of_a_queue_with_exponential_times():
    chance = Random(9)
    waits = [sum(chance.expovariate(5 / 200 + ahead / 240) for ahead in range(6)) for _ in range(50_000)]
    assert estimate_queue(Standing(6, 5, 5, 0), 200, 1 / 240, 1).point == pytest.approx(fmean(waits), rel=0.02)


def test_the_next_in_line_has_an_error_of_the_size_of_the_estimate():
    found = estimate_queue(Standing(1, 5, 5, 0), 200, 0.0, 1)
    assert found.hi == pytest.approx(40 * 2.303, rel=0.03)  # the 90 % quantile of an exponential


@pytest.mark.parametrize(("z", "expected"), [(0, 3.672), (0.8416, 5.515), (1.2816, 6.681)])
def test_quantiles_are_those_of_the_gamma_distribution(z, expected):
    assert gamma_quantile(4, 4, z) == pytest.approx(expected, rel=0.01)


def test_idle_agents_and_nobody_logged_in_have_no_formula():
    assert estimate_queue(Standing(1, 5, 5, 1), 200, 0.0, 1).point == 0
    assert estimate_queue(Standing(1, 0, 0, 0), 200, 0.0, 1).point is None


def test_the_estimate_of_a_drain_is_read_off_its_paths():
    found = estimate_of([float(number) for number in range(1, 101)], 0.9)
    assert (found.point, found.p50, found.p80, found.lo, found.hi) == pytest.approx((50.5, 50.5, 80.5, 10.5, 90.5))
    assert (found.basis, estimate_of([1.0], 0.3).basis) == ("drain", "drain with prior")


def test_a_quantile_lies_between_its_neighbours():
    assert quantile([10, 20], 0.5) == 15
    assert quantile([10], 0.9) == 10
