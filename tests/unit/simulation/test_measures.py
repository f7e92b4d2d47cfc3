"""The figures of a simulated day."""

from math import inf, isclose

from ivr.simulation.app_queue import AppQueue
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Rate, Scenario, Shift, Skill, Staffed
from ivr.simulation.measures import counted, quantile, service_of
from ivr.simulation.queue_state import QueueRules
from ivr.simulation.run import Run

TIME = Lognormal(60, 0.5)
SKILLS = tuple(Skill(name, (Rate(0, 60),), TIME, TIME, 100) for name in ("tech", "sales"))
AGENTS = (Staffed("anna", {"tech": 5}, (Shift(0, 1000),)), Staffed("bela", {"sales": 5}, (Shift(0, 1000),)))
HOUSE = Scenario("two", SKILLS, AGENTS, 1000, warm_up_s=5)


def day():
    calls = [
        PlannedCall("early", 1, "tech", inf, 1, 0),
        PlannedCall("fast", 10, "tech", inf, 60, 10),
        PlannedCall("slow", 20, "tech", inf, 60, 10),
        PlannedCall("gone", 30, "tech", 40, 60, 10),
        PlannedCall("short", 31, "tech", 4, 60, 10),
        PlannedCall("other", 40, "sales", inf, 20, 0),
    ]
    return Run.of(CallPlan(HOUSE, tuple(calls)), AppQueue(HOUSE, QueueRules())).go()


def test_the_service_level_leaves_out_the_warm_up_and_short_hang_ups():
    figures = service_of(day())
    assert isclose(figures.level, 2 / 4)
    assert isclose(figures.worst_level, 1 / 3)
    assert isclose(figures.abandoned, 1 / 4)


def test_the_speed_of_answer_is_of_those_answered():
    figures = service_of(day())
    waits = {one.call.id: one.waited_s for one in counted(day()) if one.answered_s is not None}
    assert isclose(figures.asa_s, sum(waits.values()) / 3)
    assert figures.p95_s == waits["slow"]


def test_a_quantile_is_not_exceeded_by_its_share():
    assert quantile(range(100), 0.9) == 90
    assert quantile([], 0.9) is None
