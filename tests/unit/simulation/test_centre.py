"""A centre on paper."""

from math import isclose
from statistics import NormalDist, fmean, stdev

from ivr.simulation.centre import Lognormal, Shift, Staffed
from ivr.simulation.centres import SIX


def test_a_lognormal_time_has_the_mean_and_variation_asked_for():
    drawn = [Lognormal(200, 0.8).at(z) for z in NormalDist().samples(40_000, seed=1)]
    assert isclose(fmean(drawn), 200, rel_tol=0.03)
    assert isclose(stdev(drawn) / fmean(drawn), 0.8, rel_tol=0.06)


def test_a_higher_level_is_faster_and_a_slow_pace_slower():
    expert = Staffed("a", {"tech": 9, "sales": 1}, (Shift(0, 1),))
    assert expert.slowness("tech") < 1 < expert.slowness("sales")
    assert isclose(Staffed("b", {"tech": 9}, (), pace=2).slowness("tech"), 2 * expert.slowness("tech"))


def test_a_scaled_centre_has_so_many_times_the_calls():
    usual = SIX["spike"]()
    assert [rate.per_hour for rate in usual.scaled(2).skills[0].arrivals] == [
        2 * rate.per_hour for rate in usual.skills[0].arrivals
    ]
