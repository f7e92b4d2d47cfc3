"""Our router under the simulator."""

from dataclasses import replace

import pytest

from ivr.routing.actions import Assign
from ivr.routing.rules import Step
from ivr.simulation.acd_driver import AcdDriver
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import CallPlan, PlannedCall
from ivr.simulation.centres import SIX
from ivr.simulation.run import Run


@pytest.fixture(scope="module")
def day():
    plan = plan_calls(SIX["small"](), 2)
    return Run.of(plan, AcdDriver.of(plan.scenario)).go()


def test_every_call_ends_and_none_is_given_away_out_of_order(day):
    assert all(not journey.is_waiting for journey in day.journeys.values())
    assert day.out_of_order == 0


def test_nobody_waits_beside_an_idle_agent_who_could(day):
    assert day.passed_over == []


def test_each_answered_call_has_its_explanation(day):
    answered = {name: journey.agent for name, journey in day.journeys.items() if journey.agent}
    assert {name: why.chosen for name, why in day.router.explained.items()} == answered


def test_what_waiting_callers_are_told_is_kept(day):
    waited = [name for name, journey in day.journeys.items() if journey.waited_s > 120]
    assert waited
    assert set(waited) <= day.router.announced.keys()


def test_an_unanswered_call_goes_on_to_an_agent():
    usual = SIX["small"]()
    call = PlannedCall("1", 10.0, "skill1", 900.0, 60.0, 10.0, rings_out=1)
    run = Run.of(CallPlan(usual, (call,)), AcdDriver.of(usual)).go()
    assert [t for t, _ in run.journeys["1"].offers] == [10.0, 25.0]


def test_the_same_plan_and_seed_give_the_same_day(day):
    again = Run.of(day.plan, AcdDriver.of(day.plan.scenario)).go()
    assert {name: journey.offers for name, journey in again.journeys.items()} == {
        name: journey.offers for name, journey in day.journeys.items()
    }


def test_the_priority_of_a_skill_goes_with_its_calls():
    usual = SIX["small"]()
    urgent = replace(usual.skills[0], priority_s=60.0)
    driver = AcdDriver.of(replace(usual, skills=(urgent, usual.skills[1])))
    driver.add_call(0, PlannedCall("plain", 0, "skill2", 900.0, 60.0, 10.0))
    driver.add_call(1, PlannedCall("urgent", 1, "skill1", 900.0, 60.0, 10.0))
    assert driver.acd.waiting() == ["urgent", "plain"]


def test_a_call_may_bring_its_own_level_and_priority():
    usual = SIX["small"]()
    driver = AcdDriver.of(usual)
    driver.add_call(0, PlannedCall("plain", 0, "skill1", 900.0, 60.0, 10.0))
    driver.add_call(1, PlannedCall("picky", 1, "skill1", 900.0, 60.0, 10.0, min_level=9, priority_s=60.0))
    driver.agent_login(2, replace(usual.agents[0], levels={"skill1": 8}))
    assert driver.acd.waiting() == ["picky"]


def test_the_level_of_a_skill_falls_with_the_wait():
    usual = SIX["small"]()
    patient = replace(usual.skills[0], steps=(Step(0, 8), Step(30, 5)))
    driver = AcdDriver.of(replace(usual, skills=(patient, usual.skills[1])))
    driver.agent_login(0, replace(usual.agents[0], id="low", levels={"skill1": 5}))
    driver.agent_login(0, replace(usual.agents[1], id="high", levels={"skill1": 9}))
    given = [driver.add_call(t, PlannedCall(str(t), t, "skill1", 900.0, 60.0, 10.0)) for t in (1, 2)]
    assert [[action.agent for action in actions if isinstance(action, Assign)] for actions in given] == [["high"], []]
    assert [action.agent for action in driver.tick(32.5) if isinstance(action, Assign)] == ["low"]
