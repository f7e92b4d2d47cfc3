"""Who knows everything but the future."""

from dataclasses import replace
from math import inf, isclose
from random import Random
from statistics import fmean

from ivr.simulation.app_queue import AppQueue
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Rate, Scenario, Shift, Skill, Staffed
from ivr.simulation.oracle import Oracle, fork, longer_than
from ivr.simulation.queue_state import QueueRules
from ivr.simulation.run import Run

TIME, WRAP_UP = Lognormal(60, 0.3), Lognormal(10, 0.3)
ANNA = Staffed("anna", {"tech": 5}, (Shift(0, 5000),))
HOUSE = Scenario("one", (Skill("tech", (Rate(0, 1e-9),), TIME, WRAP_UP, 100),), (ANNA,), 5000)


def call(name, arrives_s, patience_s=inf):
    return PlannedCall(name, arrives_s, "tech", patience_s, 60.0, 10.0)


def until(t, *calls, scenario=HOUSE):
    run = Run.of(CallPlan(scenario, calls), AppQueue(scenario, QueueRules()))
    return run.go(lambda: run.t >= t)


class Copies(AppQueue):
    """Knows of a caller who waits for anna, who talks."""

    def __init__(self):
        super().__init__(HOUSE, QueueRules())
        self.agent_login(0, ANNA)
        self.add_call(10.0, call("1", 10.0))
        self.call_answered(12.0, call("1", 10.0), ANNA)
        self.add_call(40.0, call("2", 40.0))


def test_a_time_is_never_shorter_than_it_has_lasted():
    chance = Random(1)
    drawn = [longer_than(80.0, TIME, chance) for _ in range(500)]
    assert min(drawn) >= 80
    assert isclose(fmean(longer_than(0, TIME, chance) for _ in range(2000)), 60, rel_tol=0.05)


def test_a_fork_has_another_future_and_leaves_the_present_alone():
    run = until(40, call("1", 10.0), call("2", 40.0))
    before = (sorted(run.due), dict(run.in_hand), run.t)
    ends = {fork(run, Copies(), Random(seed), "2").go().journeys["2"].answered_s for seed in range(5)}
    assert len(ends) > 1
    assert before == (sorted(run.due), dict(run.in_hand), run.t)


def test_who_hung_up_while_the_phone_rang_is_not_answered_in_the_fork():
    run = until(10.5, call("1", 10.0, patience_s=0.5), call("2", 10.2))
    assert any((what, name) == ("answer", "1") for _, _, what, name, _ in run.due)
    forked = fork(run, AppQueue(HOUSE, QueueRules()), Random(1), "2")
    assert not any((what, name) == ("answer", "1") for _, _, what, name, _ in forked.due)


def test_the_median_lies_where_the_talk_under_way_should_end():
    run = until(40, call("1", 10.0), call("2", 40.0))
    oracle = Oracle(lambda: Copies, each=1, paths=40, seed=1)
    assert 20 < oracle.wait_s(run, run.journeys["2"]) < 60


def test_only_every_so_manieth_caller_is_looked_at():
    run = until(40, call("1", 10.0), call("2", 40.0))
    oracle = Oracle(lambda: Copies, each=2, paths=2, seed=1)
    assert [oracle.wait_s(run, run.journeys["2"]) is None for _ in range(4)] == [True, False, True, False]


def test_a_surprise_stays_one():
    leaves = replace(ANNA, shifts=(Shift(0, 60, is_planned=False), Shift(3000, 5000)))
    for is_planned in (True, False):
        shifts = (replace(leaves.shifts[0], is_planned=is_planned), leaves.shifts[1])
        scenario = replace(HOUSE, agents=(replace(ANNA, shifts=shifts),))
        forked = fork(until(40, call("1", 10.0), call("2", 40.0), scenario=scenario), Copies(), Random(1), "2")
        assert any(what == "logout" and t == 60 for t, _, what, _, _ in forked.due) is is_planned
