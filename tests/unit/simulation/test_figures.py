"""The figures of a simulated day are those the reports would show."""

from typing import Any

import pytest

from ivr.reports.counts import Thresholds
from ivr.reports.ratios import ratio, service_level
from ivr.simulation.acd_driver import AcdDriver
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Scenario, Shift, Skill, Staffed
from ivr.simulation.figures import (
    Occupancy,
    Said,
    counts_by_skill,
    occupancy,
    promises,
    visit_of,
    wait_error_s,
    worst_skill,
)
from ivr.simulation.journey import Journey
from ivr.simulation.run import Run

TIME = Lognormal(60, 0)


def journey(name: str = "a", skill: str = "nurse", **ends: Any) -> Journey:
    return Journey(PlannedCall(name, 100, skill, 500, 60, 10), **ends)


def answered(wait_s: float, name: str = "a", skill: str = "nurse") -> Journey:
    return journey(name, skill, answered_s=100 + wait_s, agent="anna", ended_s=200 + wait_s)


def gone(wait_s: float, name: str = "a", **more: Any) -> Journey:
    return journey(name, gave_up_s=100 + wait_s, **more)


def test_a_journey_becomes_the_visit_it_would_have_been() -> None:
    visit = visit_of(answered(7.5))

    assert (visit.outcome, visit.wait_s, visit.talk_s, visit.agent) == ("answered", 7.5, 100, "anna")
    assert (visit_of(gone(3)).outcome, visit_of(journey()).outcome) == ("abandoned", None)


def test_levels_are_counted_by_the_formula_of_the_reports() -> None:
    journeys = [answered(5), answered(40), gone(3), gone(60)]
    counts = counts_by_skill(journeys, {"nurse": Thresholds(20, 5)})["nurse"]

    assert (service_level(counts), ratio("abandon_rate", counts), ratio("asa_s", counts)) == (1 / 3, 1 / 3, 22.5)


def test_the_worst_skill_is_the_one_of_the_lowest_level() -> None:
    counts = counts_by_skill([answered(5), answered(40, skill="law")], {})

    assert worst_skill(counts) == ("law", 0.0)
    assert worst_skill({}) is None


def test_the_error_of_a_wait_counts_those_who_hung_up_with_the_wait_they_would_have_had() -> None:
    journeys = {"a": answered(30), "b": gone(10, "b", virtual_answer_s=150), "c": gone(10, "c")}

    assert wait_error_s({"a": 20, "b": 90, "c": 5}, journeys) == (10 + 40) / 2
    assert wait_error_s({}, journeys) is None


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        (answered(59), (1, 0)),
        (answered(61), (0, 1)),
        (gone(61), (0, 1)),
        (gone(59), (0, 0)),
    ],
)
def test_a_promise_is_kept_or_broken_or_decides_nothing(end: Journey, kept: tuple[int, int]) -> None:
    assert promises([Said("a", 100, 60)], {"a": end}) == kept


def test_agents_are_as_busy_as_they_talk_and_wrap_up() -> None:
    agents = (Staffed("anna", {"nurse": 5}, (Shift(0, 1000),)), Staffed("bela", {"nurse": 5}, (Shift(900, 1100),)))
    scenario = Scenario("a day", (Skill("nurse", (), TIME, TIME, 300),), agents, 1200, answers_after_s=0)
    plan = CallPlan(scenario, (PlannedCall("a", 10, "nurse", 500, 190, 10),))
    run = Run.of(plan, AcdDriver.of(scenario)).go()

    assert occupancy(run) == Occupancy(mean=200 / 1200, spread=0.1)


def test_work_after_the_end_of_a_shift_is_work() -> None:
    agents = (Staffed("anna", {"nurse": 5}, (Shift(0, 100),)),)
    scenario = Scenario("a day", (Skill("nurse", (), TIME, TIME, 300),), agents, 1200, answers_after_s=0)
    plan = CallPlan(scenario, (PlannedCall("a", 50, "nurse", 500, 140, 10),))

    assert occupancy(Run.of(plan, AcdDriver.of(scenario)).go()).mean == 150 / 200
