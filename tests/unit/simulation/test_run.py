"""One simulated day through a router."""

from dataclasses import replace
from math import inf

from ivr.routing.actions import Assign, Overflow
from ivr.simulation.app_queue import AppQueue
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Rate, Scenario, Shift, Skill, Staffed
from ivr.simulation.centres import SIX
from ivr.simulation.queue_state import QueueRules
from ivr.simulation.run import Run

TIME = Lognormal(60, 0.5)
ANNA = Staffed("anna", {"tech": 5}, (Shift(0, 1000),))
ONE_AGENT = Scenario("one", (Skill("tech", (Rate(0, 60),), TIME, TIME, 100),), (ANNA,), 1000)


def day(*calls, scenario=ONE_AGENT, watchers=()):
    return Run.of(CallPlan(scenario, calls), AppQueue(scenario, QueueRules()), watchers).go()


def call(name, arrives_s, patience_s=inf, **more):
    return PlannedCall(name, arrives_s, "tech", patience_s, 60.0, 10.0, **more)


def test_a_call_is_answered_after_its_ringing_and_ends_after_its_talk():
    journey = day(call("1", 10.0)).journeys["1"]
    assert (journey.offers, journey.answered_s, journey.ended_s) == ([(10.0, "anna")], 12.0, 72.0)


def test_the_next_waits_until_the_wrap_up_is_over():
    run = day(call("1", 10.0), call("2", 20.0))
    assert run.journeys["2"].offers == [(82.0, "anna")]


def test_who_gives_up_has_the_wait_of_the_one_who_came_after_him():
    run = day(call("1", 10.0), call("2", 20.0, patience_s=5.0), call("3", 30.0))
    assert run.journeys["2"].gave_up_s == 25.0
    assert run.journeys["2"].true_wait_s == run.journeys["3"].answered_s - 20.0


def test_who_gives_up_last_would_have_had_the_first_idle_agent():
    assert day(call("1", 10.0), call("2", 20.0, patience_s=5.0)).journeys["2"].true_wait_s == 64.0


def test_an_unanswered_phone_rings_its_time_and_the_call_goes_on():
    journey = day(call("1", 10.0, rings_out=1)).journeys["1"]
    assert [t for t, _ in journey.offers] == [10.0, 30.0]
    assert journey.answered_s == 32.0


def test_nobody_is_rung_out_of_his_shift():
    late = replace(ONE_AGENT, agents=(replace(ANNA, shifts=(Shift(100, 1000),)),))
    journey = day(call("1", 10.0), scenario=late).journeys["1"]
    assert 100 <= journey.offers[0][0] <= 101


def test_every_call_ends_once_whatever_the_day():
    plan = plan_calls(SIX["small"](), 5)
    run = Run.of(plan, AppQueue(plan.scenario, QueueRules())).go()
    ends = [(one.answered_s is None) + (one.gave_up_s is None) for one in run.journeys.values()]
    assert len(ends) == len(plan.calls)
    assert set(ends) == {1}


class Careless(AppQueue):
    """Gives the latest caller to the agent, and sends the others away."""

    def agent_free(self, t, agent):
        return [Assign("3", "anna"), Overflow("2", None)]

    def tick(self, t):
        super().tick(t)
        return []


def test_a_call_given_away_before_an_earlier_one_is_counted_and_one_sent_away_is_gone():
    plan = CallPlan(ONE_AGENT, (call("1", 10.0), call("2", 20.0), call("3", 30.0)))
    run = Run.of(plan, Careless(ONE_AGENT, QueueRules()))
    run.go(lambda: "3" in run.journeys and run.journeys["3"].rung is not None)
    assert run.out_of_order == 1
    assert run.journeys["2"].overflowed_s == 82.0


class Notes:
    """Writes down what it is told."""

    def __init__(self):
        self.seen = []

    def __getattr__(self, name):
        return lambda _, journey: self.seen.append((name, journey.call.id))


def test_a_watcher_hears_of_each_step():
    notes = Notes()
    day(call("1", 10.0), call("2", 20.0, patience_s=5.0), watchers=(notes,))
    assert notes.seen == [("answered", "1"), ("joined", "2"), ("gave_up", "2"), ("ended", "1"), ("freed", "1")]
