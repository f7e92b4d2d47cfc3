"""A question is answered by trials in its order, and one agent more is compared with what was asked for."""

from collections.abc import Callable
from typing import Any

import pytest

from ivr.errors import FieldError
from ivr.reports.ratios import service_level
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centres import Size, centre_of
from ivr.simulation.compare import Answer, answer, one_more
from ivr.simulation.past_day import QueueRules
from ivr.simulation.question import Question
from ivr.simulation.replay import Gap, Replay
from ivr.simulation.trial import Kind, Stopped

TINY = centre_of(Size("tiny", agents=4, skills=2, load=0.8, hours=2))
RULES = {name: QueueRules(name, name) for name in ("skill1", "skill2")}


def made(seed: int) -> Replay:
    return Replay(plan_calls(TINY, seed), RULES, {Gap.PATIENCE: 3})


def answered(skills: frozenset[str] | None = None, goes: Callable[[float], bool] = lambda _: True, **of: Any) -> Answer:
    return answer(Question(centre="small", **of), made, skills, goes)


def shown(found: Answer) -> list[tuple[str, str]]:
    return [(trial.setting.kind.value, trial.setting.detail) for trial in (*found.trials, *found.one_more)]


def test_the_trials_come_in_the_order_asked_for() -> None:
    found = answered(mode="etw", strategies=("rrmemory", "leastrecent"))

    assert shown(found) == [("as_it_was", ""), ("changed", ""), ("app_queue", "rrmemory"), ("app_queue", "leastrecent")]
    assert found.base.setting.kind is Kind.CHANGED


def test_without_a_change_there_is_nothing_to_compare_with_itself() -> None:
    assert shown(answered()) == [("as_it_was", "")]


def test_one_agent_more_lifts_the_level() -> None:
    found = answered(staffing=True)
    base = service_level(found.base.counts) or 0

    assert shown(found)[1:] == [("one_more", "skill1"), ("one_more", "skill2")]
    assert all((service_level(trial.counts) or 0) > base for trial in found.one_more)
    assert {row.skill for row in found.staffing} == {"skill1", "skill2"}


def test_one_agent_more_has_the_skill_alone_at_the_usual_level() -> None:
    plan = plan_calls(TINY, 1)
    levels = sorted(agent.levels["skill1"] for agent in plan.scenario.agents if "skill1" in agent.levels)
    added = one_more(plan, "skill1").scenario.agents[-1]

    assert list(added.levels) == ["skill1"]
    assert levels[0] <= added.levels["skill1"] <= levels[-1]


def test_only_skills_one_may_see_are_told_of() -> None:
    found = answered(frozenset({"skill2"}), staffing=True)

    assert [list(trial.by_skill) for trial in found.trials] == [["skill2"]]
    assert shown(found)[1:] == [("one_more", "skill2")]
    assert {row.skill for row in found.staffing} == {"skill2"}


def test_several_seeds_make_more_calls_of_the_same_day() -> None:
    one, two = answered(), answered(seeds=(1, 2))

    assert two.trials[0].counts.offered > 1.5 * one.trials[0].counts.offered


def test_a_question_about_somebody_who_was_not_there_is_refused_at_once() -> None:
    told: list[float] = []
    with pytest.raises(FieldError, match="No agent zoe"):
        answered(goes=lambda share: not told.append(share), without=("zoe",))
    assert told == []


def test_progress_goes_through_all_trials_and_can_end_them() -> None:
    told: list[float] = []
    answered(goes=lambda share: not told.append(share), strategies=("rrmemory",))
    assert told == sorted(told)
    assert told[-1] > 0.9
    with pytest.raises(Stopped):
        answered(goes=lambda share: share < 0.6, strategies=("rrmemory",))


def test_what_the_day_could_not_tell_comes_with_the_answer() -> None:
    assert answered().gaps == {Gap.PATIENCE: 3}
