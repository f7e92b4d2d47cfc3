"""How long a talk still lasts."""

from math import exp, log, sqrt
from random import Random
from statistics import fmean

import pytest

from ivr.routing.residual import mean_residual, sample_residuals

LOG_MEAN, SIGMA = log(180) - 0.3, sqrt(0.6)


def brute_force(elapsed_s):
    chance = Random(7)
    talks = [exp(chance.gauss(LOG_MEAN, SIGMA)) for _ in range(200_000)]
    return fmean(talk - elapsed_s for talk in talks if talk > elapsed_s)


@pytest.mark.parametrize("elapsed_s", [0.0, 60.0, 300.0, 700.0])
def test_the_mean_rest_is_that_of_a_simulation(elapsed_s):
    assert mean_residual(LOG_MEAN, SIGMA, elapsed_s) == pytest.approx(brute_force(elapsed_s), rel=0.03)


@pytest.mark.parametrize("elapsed_s", [0.0, 60.0, 300.0, 700.0])
def test_samples_have_the_mean_of_the_formula(elapsed_s):
    even = [(number + 0.5) / 5000 for number in range(5000)]
    rests = sample_residuals(LOG_MEAN, SIGMA, elapsed_s, even)
    assert fmean(rests) == pytest.approx(mean_residual(LOG_MEAN, SIGMA, elapsed_s), rel=0.02)


def test_a_talk_of_many_hours_still_ends():
    rests = sample_residuals(LOG_MEAN, SIGMA, 1e9, [0.1, 0.9])
    assert all(rest >= 0 for rest in rests)


def test_the_longer_a_lognormal_talk_lasts_the_longer_it_will():
    assert mean_residual(LOG_MEAN, SIGMA, 900) > mean_residual(LOG_MEAN, SIGMA, 300)
