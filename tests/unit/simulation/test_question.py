"""A question is possible or refused with a sentence, and changes the agents it names and nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ivr.errors import FieldError
from ivr.routing.rules import Step
from ivr.simulation.centre import CallPlan, Lognormal, Scenario, Shift, Skill, Staffed
from ivr.simulation.question import Question, Retrained, Widened, changed, levels_of

DAY = date(2026, 11, 20)
TIME = Lognormal(60, 0)
SKILLS = tuple(Skill(name, (), TIME, TIME, 300) for name in ("nurse", "reception"))
AGENTS = (
    Staffed("anna", {"nurse": 5}, (Shift(100, 200), Shift(300, 400))),
    Staffed("bela", {"reception": 7}, (Shift(150, 500),)),
)
PLAN = CallPlan(Scenario("a day", SKILLS, AGENTS, 1000), ())


def staffed(**asked: Any) -> dict[str, dict[str, int]]:
    return {agent.id: dict(agent.levels) for agent in changed(PLAN, Question(DAY, **asked)).scenario.agents}


def test_without_a_change_all_is_as_it_was() -> None:
    assert changed(PLAN, Question(DAY)) == PLAN
    assert not Question(DAY).changes


def test_one_more_agent_is_there_as_long_as_anybody_was() -> None:
    added = changed(PLAN, Question(DAY, added=({"nurse": 7},))).scenario.agents[-1]

    assert (dict(added.levels), added.shifts) == ({"nurse": 7}, (Shift(100, 500),))


def test_an_agent_can_be_left_out() -> None:
    assert staffed(without=("anna",)) == {"bela": {"reception": 7}}


def test_levels_may_fall_otherwise_with_the_wait() -> None:
    asked = Question(DAY, widened=(Widened("nurse", "0:6 10:4"),))
    nurse, reception = changed(PLAN, asked).scenario.skills

    assert (nurse.steps, reception.steps) == ((Step(0, 6), Step(10, 4)), ())
    assert asked.changes


def test_an_agent_can_learn_a_skill_and_lose_one() -> None:
    asked = (Retrained("anna", "reception", 4), Retrained("anna", "nurse", None))

    assert staffed(retrained=asked)["anna"] == {"reception": 4}


@pytest.mark.parametrize(
    "asked",
    [
        {"without": ("zoe",)},
        {"retrained": (Retrained("zoe", "nurse", 5),)},
        {"retrained": (Retrained("anna", "law", 5),)},
        {"added": ({"law": 5},)},
    ],
)
def test_who_was_not_there_is_named(asked: dict[str, Any]) -> None:
    with pytest.raises(FieldError, match=r"No agent zoe was at work|Nobody called for the skill law"):
        staffed(**asked)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"day": DAY, "centre": "small"},
        {"day": DAY, "mode": "fair"},
        {"day": DAY, "strategies": ("ringall",)},
        {"day": DAY, "added": ({"nurse": 10},)},
        {"day": DAY, "added": ({},)},
        {"day": DAY, "retrained": (Retrained("anna", "nurse", 0),)},
        {"day": DAY, "without": ("anna",) * 51},
        {"day": DAY, "widened": (Widened("nurse", "10:4 0:6"),)},
        {"day": DAY, "seeds": ()},
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(FieldError):
        Question(**asked)


def test_a_question_goes_through_plain_data() -> None:
    asked = Question(DAY, None, ({"nurse": 7},), ("bela",), (Retrained("anna", "nurse", None),))
    asked = replace(asked, mode="sla", strategies=("rrmemory",), widened=(Widened("nurse", "0:6"),))

    assert Question.from_plain(asked.to_plain()) == asked


def test_levels_are_written_as_skill_and_number() -> None:
    assert levels_of("nurse=7, reception=4") == {"nurse": 7, "reception": 4}
    for wrong in ("", "nurse", "nurse=0", "nurse=12", "nurse=7;law=2"):
        with pytest.raises(FieldError, match="no skill and level"):
            levels_of(wrong)
