"""Calls drawn by a seed."""

from math import isclose
from statistics import fmean

from ivr.simulation.arrivals import plan_calls, rate_at
from ivr.simulation.centre import Rate
from ivr.simulation.centres import SIX


def test_the_same_seed_gives_the_same_calls_and_another_seed_others():
    small = SIX["small"]()
    assert plan_calls(small, 1) == plan_calls(small, 1)
    assert plan_calls(small, 1).calls != plan_calls(small, 2).calls


def test_calls_come_in_order_and_within_the_day():
    plan = plan_calls(SIX["calm"](), 3)
    times = [call.arrives_s for call in plan.calls]
    assert times == sorted(times)
    assert times[-1] < plan.scenario.length_s


def test_what_is_drawn_has_the_means_of_the_skill():
    centre = SIX["overload"]()
    skill = centre.skills[0]
    mine = [call for seed in range(5) for call in plan_calls(centre, seed).calls if call.skill == skill.name]
    assert isclose(len(mine), 5 * skill.arrivals[0].per_hour * centre.length_s / 3600, rel_tol=0.1)
    assert isclose(fmean(call.patience_s for call in mine), skill.patience_s, rel_tol=0.1)
    assert isclose(fmean(call.talk_s for call in mine), skill.talk.mean_s, rel_tol=0.1)


def test_a_rate_holds_until_the_next():
    rates = (Rate(10, 60), Rate(20, 120))
    assert [rate_at(rates, t) for t in (0, 10, 19.9, 20, 900)] == [0, 60, 60, 120, 120]
