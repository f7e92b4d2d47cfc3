"""A trial puts a day through a router, notes what was told, and agrees with the formula where there is one."""

from random import Random
from statistics import fmean

import pytest

from ivr.reports.counts import Thresholds
from ivr.reports.ratios import ratio, service_level
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Scenario, Shift, Skill, Staffed
from ivr.simulation.centres import Size, centre_of
from ivr.simulation.erlang import Demand, outlook
from ivr.simulation.trial import Kind, Setting, Stopped, Trial, together, try_out

TINY = centre_of(Size("tiny", agents=4, skills=2, load=0.8, hours=2))
LIMITS = {"skill1": Thresholds(), "skill2": Thresholds()}


@pytest.fixture(scope="module")
def day() -> CallPlan:
    return plan_calls(TINY, seed=4)


def tried(day: CallPlan, setting: Setting) -> Trial:
    return try_out(day, setting, LIMITS, lambda _: True)


def test_both_routers_meet_the_same_calls(day: CallPlan) -> None:
    ours, theirs = (tried(day, Setting(kind, "rrmemory")) for kind in (Kind.AS_IT_WAS, Kind.APP_QUEUE))
    counted = sum(call.arrives_s >= day.scenario.warm_up_s for call in day.calls)

    assert ours.counts.offered == theirs.counts.offered == counted


@pytest.mark.parametrize("kind", [Kind.AS_IT_WAS, Kind.APP_QUEUE])
def test_what_callers_are_told_is_judged(day: CallPlan, kind: Kind) -> None:
    found = tried(day, Setting(kind, "rrmemory"))

    assert found.kept + found.broken > 0
    assert found.wait_error_s is not None


def test_what_one_more_agent_brings_is_found_without_estimating_waits(day: CallPlan) -> None:
    asked, quick = (tried(day, Setting(kind)) for kind in (Kind.AS_IT_WAS, Kind.ONE_MORE))

    assert (quick.by_skill, quick.wait_error_s) == (asked.by_skill, None)


def test_the_same_trial_is_the_same_again(day: CallPlan) -> None:
    assert tried(day, Setting(Kind.AS_IT_WAS)) == tried(day, Setting(Kind.AS_IT_WAS))


def test_only_skills_with_limits_are_counted(day: CallPlan) -> None:
    found = try_out(day, Setting(Kind.AS_IT_WAS), {"skill2": Thresholds()}, lambda _: True)

    assert list(found.by_skill) == ["skill2"]


def test_how_far_it_is_is_told_and_never_goes_back(day: CallPlan) -> None:
    told: list[float] = []
    try_out(day, Setting(Kind.AS_IT_WAS), LIMITS, lambda share: not told.append(share))

    assert len(told) > 2
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= 1


def test_a_trial_nobody_waits_for_is_stopped(day: CallPlan) -> None:
    with pytest.raises(Stopped):
        try_out(day, Setting(Kind.AS_IT_WAS), LIMITS, lambda share: share < 0.3)


def test_several_seeds_are_added_up(day: CallPlan) -> None:
    one, other = tried(day, Setting(Kind.AS_IT_WAS)), tried(plan_calls(TINY, 5), Setting(Kind.AS_IT_WAS))
    both = together([one, other])

    assert both.counts.answered_within == one.counts.answered_within + other.counts.answered_within
    assert both.occupancy == pytest.approx(((one.occupancy or 0) + (other.occupancy or 0)) / 2)


def test_a_centre_with_one_skill_comes_out_as_erlang_a_says() -> None:
    agents = 18
    chance, calls, t = Random(4), [], 0.0
    for number in range(8_000):
        t += chance.expovariate(0.1)
        patience_s, talk_s = chance.expovariate(1 / 240), chance.expovariate(1 / 160)
        calls.append(PlannedCall(str(number), t, "skill1", patience_s, talk_s, 0.0))
    staff = tuple(Staffed(f"agent{n}", {"skill1": 5}, (Shift(0, t + 1),)) for n in range(agents))
    skill = Skill("skill1", (), Lognormal(160, 1), Lognormal(1, 0), 240)
    day = CallPlan(Scenario("one skill", (skill,), staff, t + 1, warm_up_s=3600, answers_after_s=0), tuple(calls))

    demand = Demand(len(calls) / t, fmean(call.talk_s for call in calls), 240)
    found, told = tried(day, Setting(Kind.ONE_MORE)), outlook(demand, agents, Thresholds())

    assert service_level(found.counts) == pytest.approx(told.service_level, abs=0.03)
    assert ratio("abandon_rate", found.counts) == pytest.approx(told.abandon_rate, abs=0.01)
    assert ratio("asa_s", found.counts) == pytest.approx(told.asa_s, rel=0.15)
    assert found.occupancy == pytest.approx(told.occupancy, abs=0.01)
