"""Bounds that learn from their own error."""

import pytest

from ivr.routing.bounds import Bounds, conformal


def test_the_conformal_quantile_takes_one_more_than_its_share():
    assert conformal(range(1, 101), 0.9) == 91  # ceil(101 * 0.9) = 91
    assert conformal([5.0, 1.0], 0.9) == 5.0


def test_few_ratios_change_nothing():
    bounds = Bounds()
    for _ in range(19):
        bounds.learn([10, 80, 90], 60, 200)
    assert bounds.calibrated([10, 80, 90], 60) == [10, 80, 90]


def test_waits_twice_as_long_as_predicted_double_the_bounds():
    bounds = Bounds()
    for _ in range(50):
        bounds.learn([27, 97, 117], 60, 197)  # (197 + 3) / (97 + 3) = 2
    assert bounds.calibrated([27, 97, 117], 60)[1] == pytest.approx(197)


def test_a_size_with_few_ratios_goes_by_all():
    bounds = Bounds()
    for _ in range(50):
        bounds.learn([7, 17, 27], 10, 37)
    assert bounds.calibrated([7, 17, 27], 500)[1] == pytest.approx(37)


def test_eight_in_ten_waits_stay_under_the_learned_bound():
    bounds = Bounds()
    for number in range(300):
        bounds.learn([10, 100, 200], 60, float(number))
    bound = bounds.calibrated([10, 100, 200], 60)[1]
    assert sum(number <= bound for number in range(300)) / 300 == pytest.approx(0.8, abs=0.01)


def test_bounds_survive_plain_data():
    bounds = Bounds()
    for number in range(60):
        bounds.learn([10, 20, 30], 60, float(number))
    again = Bounds.from_plain(bounds.to_plain())
    assert again.calibrated([10, 20, 30], 60) == bounds.calibrated([10, 20, 30], 60)
