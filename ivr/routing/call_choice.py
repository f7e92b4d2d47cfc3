"""Which caller a freed agent takes among the heads of line: by wait, level and service class (docs/waiting.md)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ivr.routing.agent import Agent
from ivr.routing.explanation import HeadScore
from ivr.routing.line import Visit

HEAD_START_S = 10.0
PER_LEVEL = 0.15
MIDDLE_LEVEL = 5
MISSED = 0.1  # mode sla: who is over the target already yields to those who still can be in time
MISSED_UNTIL_S = 120.0


@dataclass(frozen=True, slots=True)
class View:
    """What a freed agent's choice looks at: the time in seconds, the mode, each skill's waiting work per agent."""

    t: float
    sla: bool
    pressure_s: Callable[[str], float]


def call_score(  # noqa: PLR0913, PLR0917 - scalars: a drain asks ten thousand times
    wait_s: float, bonus_s: float, pressure_s: float, level: int, target_s: float, sla: bool
) -> float:
    """Return how urgent a caller is for an agent of this level, higher first.

    `wait_s` counts from the (virtual) entry, `bonus_s` is the priority, `pressure_s` is callers waiting for the skill
    times their handle time over its staff, `target_s` the queue's. The mode `sla` does not count the pressure: a long
    line takes agents from those who can still be in time.
    """
    waited_s = wait_s + bonus_s + HEAD_START_S + (0.0 if sla else pressure_s)
    due = waited_s * (1.0 + PER_LEVEL * (level - MIDDLE_LEVEL)) / target_s
    return due * MISSED if sla and target_s < wait_s < MISSED_UNTIL_S else due


def scores(heads: Iterable[Visit], agent: Agent, view: View) -> list[HeadScore]:
    """Return how urgent each of these heads of line is for the agent, the most urgent first."""
    rows = [(_score(visit, agent.skills[visit.skill], view), visit.rank) for visit in heads]
    rows.sort(key=lambda one: (-one[0].score, one[1]))
    return [row for row, _ in rows]


def _score(visit: Visit, level: int, view: View) -> HeadScore:
    wait_s = view.t - visit.entered_at
    pressure_s = view.pressure_s(visit.skill)
    score = call_score(wait_s, visit.bonus_s, pressure_s, level, visit.terms.target_s, view.sla)
    return HeadScore(visit.call, visit.skill, wait_s, visit.bonus_s, level, score)
