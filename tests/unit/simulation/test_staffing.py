"""Staffing is counted half hour by half hour, each skill for itself."""

from dataclasses import replace

import pytest

from ivr.reports.counts import Thresholds
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Rate, Scenario, Shift, Skill, Staffed
from ivr.simulation.erlang import Demand, agents_needed, outlook
from ivr.simulation.past_day import QueueRules
from ivr.simulation.staffing import Shortfall, StaffRow, shortfalls, staffing

HOUR = 3600.0
CLOCK = Lognormal(150, 0), Lognormal(30, 0)  # three minutes each
LIMITS = Thresholds(20, 5)
RULES = {"nurse": QueueRules("nurses", "nurse", 20, 5, 0.8)}


def centre(*agents: Staffed, per_hour: float = 200) -> Scenario:
    return Scenario("a day", (Skill("nurse", (Rate(0, per_hour),), *CLOCK, patience_s=240),), agents, 2 * HOUR)


def agent(name: str, ends_s: float = 2 * HOUR, **levels: int) -> Staffed:
    return Staffed(name, levels or {"nurse": 5}, (Shift(0, ends_s),))


def rows(scenario: Scenario) -> list[StaffRow]:
    return staffing(plan_calls(scenario, seed=3), RULES)


def test_every_half_hour_with_calls_has_a_row() -> None:
    found = rows(centre(agent("anna")))

    assert [row.from_s for row in found] == [0, 1800, 3600, 5400]
    assert sum(row.calls for row in found) == len(plan_calls(centre(), seed=3).calls)


def test_a_row_says_what_the_formula_says() -> None:
    row = rows(centre(agent("anna"), agent("bela")))[0]
    demand = Demand(row.calls / 1800, 180, 240)

    assert row.handle_s == pytest.approx(180)
    assert row.needed == agents_needed(demand, 0.8, LIMITS)
    assert row.expected.service_level == pytest.approx(outlook(demand, 2, LIMITS).service_level)


def test_without_hang_ups_more_are_needed() -> None:
    assert all(row.needed_if_patient >= row.needed > 0 for row in rows(centre()))


def test_who_was_there_half_the_time_counts_half() -> None:
    found = rows(centre(agent("anna"), agent("bela", ends_s=900), agent("cili", reception=9)))

    assert [row.there for row in found] == [1.5, 1, 1, 1]


def test_what_is_missing_is_the_difference_and_never_less_than_none() -> None:
    found = rows(centre(*(agent(f"agent{n}") for n in range(40))))[0]

    assert (found.missing, replace(found, there=1).missing) == (0, found.needed - 1)


def test_a_skill_that_misses_its_goal_says_when_most_and_how_often() -> None:
    found = rows(centre(*(agent(f"agent{n}", ends_s=3600) for n in range(40)), agent("anna")))
    worst = max(found, key=lambda row: row.missing)

    assert shortfalls(found) == [Shortfall("nurse", 2, 4, worst.missing, worst.from_s)]
    assert shortfalls(found[:2]) == []


def test_few_calls_take_the_handle_time_of_the_day() -> None:
    scenario = centre()
    calls = tuple(PlannedCall(str(n), n * 1000.0, "nurse", 60, 90.0 + n, 10) for n in range(4))
    found = staffing(CallPlan(scenario, calls), {})

    assert {row.handle_s for row in found} == {101.5}
