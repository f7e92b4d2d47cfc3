"""A replayed day says what was so, draws what could not be known, and tells how often it drew."""

from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import CallQueued
from ivr.reports.agent_time import Span
from ivr.reports.call_record import Visit
from ivr.reports.counts import total
from ivr.reports.ratios import ratio, service_level
from ivr.routing.rules import Step
from ivr.simulation.acd_driver import AcdDriver
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import PlannedCall
from ivr.simulation.centres import Size, centre_of
from ivr.simulation.figures import MIDNIGHT, counts_by_skill, visit_of
from ivr.simulation.journey import Journey
from ivr.simulation.past_day import PastDay, QueueRules
from ivr.simulation.replay import SENTENCES, Gap, replay
from ivr.simulation.run import Run

DAWN = datetime(2026, 11, 20, tzinfo=UTC)
RULES = QueueRules("nurses", "nurse", 30, 5)


def at(seconds: float) -> datetime:
    return DAWN + timedelta(seconds=seconds)


def answered(name: str, joined_s: float, wait_s: float = 10, talk_s: float = 100) -> Visit:
    connected = at(joined_s + wait_s)
    over = connected + timedelta(seconds=talk_s)
    visit = Visit(name, name, "nurses", at(joined_s), "nurse", connected, connected, over, over + timedelta(seconds=20))
    return changed(visit, outcome=VisitOutcome.ANSWERED, agent="anna")


def left(name: str, joined_s: float, wait_s: float = 30, outcome: VisitOutcome = VisitOutcome.ABANDONED) -> Visit:
    return Visit(name, name, "nurses", at(joined_s), "nurse", left_at=at(joined_s + wait_s), outcome=outcome)


def past(*visits: Visit, level: int = 5) -> PastDay:
    there = (Span("anna", at(0), None, "available"),)
    levels = {"anna": {"nurse": level}}
    return PastDay("a day", DAWN, at(86_400), visits, (RULES,), levels, states=there)


def call(day: PastDay, name: str, seed: int = 1) -> PlannedCall:
    return replay(day, seed).plan.by_id[name]


def test_a_served_call_keeps_its_time_and_its_handling() -> None:
    made = call(past(answered("a", 3600)), "a")

    assert (made.arrives_s, made.skill, made.talk_s, made.wrap_up_s) == (3600, "nurse", 100, 20)


def test_who_hung_up_waits_exactly_as_long_again() -> None:
    assert call(past(answered("a", 0), left("b", 50, 30)), "b").patience_s == 30


def test_who_was_answered_would_have_waited_longer() -> None:
    assert all(call(past(answered("a", 0, wait_s=200)), "a", seed).patience_s > 200 for seed in range(20))


def test_who_was_never_served_talks_as_long_as_one_who_was() -> None:
    made = call(past(answered("a", 0, talk_s=77), left("b", 50)), "b")

    assert (made.talk_s, made.wrap_up_s) == (77, 20)


def test_patience_comes_from_all_seconds_waited() -> None:
    day = past(answered("a", 0, wait_s=100), answered("b", 0, wait_s=120), left("c", 0, wait_s=80))
    skill = replay(day, 1).plan.scenario.skill("nurse")

    assert skill.patience_s == (100 + 120 + 80 + 300) / (1 + 1)


def test_one_call_is_drawn_alike_whatever_else_was_that_day() -> None:
    alone, beside = past(left("b", 50), answered("a", 0)), past(left("b", 50), answered("a", 0), answered("c", 9))

    assert call(alone, "b") == call(beside, "b")


def test_what_an_agent_took_he_takes_again_whatever_his_level() -> None:
    day = past(answered("a", 0, talk_s=100), level=9)
    found = replay(day, 1).plan

    assert found.by_id["a"].talk_s * found.scenario.agents[0].slowness("nurse") == pytest.approx(100)


def test_skills_nobody_called_for_are_no_matter() -> None:
    day = changed(past(answered("a", 0)), levels={"anna": {"nurse": 5, "law": 9}})

    assert dict(replay(day, 1).plan.scenario.agents[0].levels) == {"nurse": 5}


def test_the_level_and_the_priority_asked_for_stay() -> None:
    join = CallQueued(
        event_id="j", at=at(0), call_id="a", visit_id="a", queue="nurses", skill="nurse", min_level=6, priority=40
    )
    made = call(changed(past(answered("a", 0)), joins=(join,)), "a")

    assert (made.min_level, made.priority_s) == (6, 40)


def test_the_rules_are_those_of_the_queue_most_waited_in() -> None:
    other = QueueRules("night", "nurse", 60)
    day = changed(past(answered("a", 0)), queues=(other, RULES))

    assert replay(day, 1).rules == {"nurse": RULES}


def test_levels_fall_with_the_wait_as_the_queue_has_it() -> None:
    day = changed(past(answered("a", 0)), queues=(changed(RULES, widening="0:6 10:4"),))

    assert replay(day, 1).plan.scenario.skill("nurse").steps == (Step(0, 6), Step(10, 4))


def test_a_caller_nobody_knows_the_wish_of_is_left_out_and_counted() -> None:
    stray = changed(left("b", 50), skill=None, queue="fallback")
    found = replay(past(answered("a", 0), stray), 1)

    assert ([one.id for one in found.plan.calls], found.gaps[Gap.NO_SKILL]) == (["a"], 1)


def test_the_gaps_are_counted() -> None:
    day = past(answered("a", 0), left("b", 9), left("c", 9, outcome=VisitOutcome.KEY_EXIT))

    assert replay(day, 1).gaps == {Gap.PATIENCE: 2, Gap.HANDLE_TIME: 2, Gap.OTHER_END: 1}


def test_a_day_without_calls_has_agents_and_no_calls() -> None:
    found = replay(past(), 1)

    assert (found.plan.calls, found.gaps, [agent.id for agent in found.plan.scenario.agents]) == ((), {}, ["anna"])


def test_a_day_that_was_comes_out_as_it_was() -> None:
    scenario = centre_of(Size("replayed", agents=10, skills=2, load=0.8, hours=6))
    run = Run.of(plan_calls(scenario, seed=7), AcdDriver.of(scenario)).go()
    visits = tuple(changed(visit_of(one), wrap_ended_at=wrapped(run, one)) for one in run.journeys.values())
    states = tuple(Span(agent.id, MIDNIGHT, None, "available") for agent in scenario.agents)
    levels = {agent.id: agent.levels for agent in scenario.agents}
    end = MIDNIGHT + timedelta(seconds=scenario.length_s)
    day = replay(PastDay("replayed", MIDNIGHT, end, visits, (), levels, states=states), 1).plan
    again = Run.of(day, AcdDriver.of(day.scenario)).go()

    was, now = (total(list(counts_by_skill(one.journeys.values(), {}).values())) for one in (run, again))
    assert now.offered == was.offered
    assert service_level(now) == pytest.approx(service_level(was), abs=0.005)
    assert ratio("asa_s", now) == pytest.approx(ratio("asa_s", was), rel=0.02)


def wrapped(run: Run, journey: Journey) -> datetime | None:
    if journey.ended_s is None or journey.agent is None:
        return None
    return MIDNIGHT + timedelta(seconds=journey.ended_s + journey.wrap_up_s(run.agents[journey.agent]))


def test_every_gap_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Gap)
