"""What is asked: which day or centre, changed how, beside which of Asterisk's strategies (docs/what-if.md)."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from ivr.errors import FieldError, Misuse
from ivr.routing.rules import MODES, Step
from ivr.routing.widening import steps_of
from ivr.simulation.centre import CallPlan, Shift, Staffed
from ivr.simulation.queue_state import STRATEGIES

LEVELS = range(1, 10)
MOST_CHANGES = 50  # of one kind in one question
MOST_SEEDS = 20
UNKNOWN = {
    "mode": "There is no mode called %(name)s.",
    "strategy": "Asterisk has no strategy called %(name)s.",
    "agent": "No agent %(name)s was at work on that day.",
    "skill": "Nobody called for the skill %(name)s on that day.",
}
SKILL_AND_LEVEL = re.compile(r"\s*([^=,\s]+)\s*=\s*([1-9])\s*")


@dataclass(frozen=True, slots=True)
class Retrained:
    """Another level of a skill for an agent; None takes the skill away."""

    agent: str
    skill: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Widened:
    """Other levels by waiting time for a skill, written as seconds:level; empty: the level asked for, all the time."""

    skill: str
    steps: str


@dataclass(frozen=True, slots=True)
class Question:
    """A day or a centre on paper; each of `added` is one more agent with these levels. FieldError if impossible."""

    day: date | None = None
    centre: str | None = None
    added: tuple[Mapping[str, int], ...] = ()
    without: tuple[str, ...] = ()
    retrained: tuple[Retrained, ...] = ()
    widened: tuple[Widened, ...] = ()
    mode: str = MODES[0]
    strategies: tuple[str, ...] = ()
    staffing: bool = False
    seeds: tuple[int, ...] = (1,)

    def __post_init__(self) -> None:
        if (self.day is None) == (self.centre is None):
            raise FieldError("day", "Name a day or a centre on paper, one of them.")
        _known(self.mode, MODES, "mode")
        for strategy in self.strategies:
            _known(strategy, STRATEGIES, "strategy")
        for widening in self.widened:
            _steps(widening.steps)
        levels = [level for added in self.added for level in added.values()]
        levels += [change.level for change in self.retrained if change.level is not None]
        if any(level not in LEVELS for level in levels) or not all(self.added):
            raise FieldError("level", "Enter a level from 1 to 9, or none.")
        if max(len(self.added), len(self.without), len(self.retrained), len(self.widened)) > MOST_CHANGES:
            raise FieldError("changes", "At most %(most)s changes of a kind.", most=MOST_CHANGES)
        if not 1 <= len(self.seeds) <= MOST_SEEDS:
            raise FieldError("seeds", "Enter a number from %(least)s to %(most)s.", least=1, most=MOST_SEEDS)

    @property
    def changes(self) -> bool:
        """Whether anything would be otherwise than it was."""
        return bool(self.added or self.without or self.retrained or self.widened) or self.mode != MODES[0]

    def to_plain(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self) | {"day": self.day.isoformat() if self.day else None}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Question":
        """The question that `to_plain` described."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()
        }
        values["day"] = date.fromisoformat(plain["day"]) if plain.get("day") else None
        values["retrained"] = tuple(Retrained(**change) for change in plain.get("retrained", ()))
        values["widened"] = tuple(Widened(**change) for change in plain.get("widened", ()))
        return cls(**values)


def levels_of(written: str) -> dict[str, int]:
    """The levels of `nurse=7` or `nurse=7,reception=4`; FieldError says what is wrong."""
    found = [SKILL_AND_LEVEL.fullmatch(part) for part in written.split(",")]
    if not all(found):
        raise FieldError("level", "%(written)s is no skill and level such as nurse=7.", written=repr(written))
    return {match[1]: int(match[2]) for match in found if match}


def changed(plan: CallPlan, question: Question) -> CallPlan:
    """The same calls with the agents the question asks for; FieldError when it names somebody who was not there."""
    scenario = plan.scenario
    skills, agents = [skill.name for skill in scenario.skills], {agent.id: agent for agent in scenario.agents}
    for name in (*question.without, *(change.agent for change in question.retrained)):
        _known(name, agents, "agent")
    for change in question.retrained:
        _known(change.skill, skills, "skill")
        levels = {skill: level for skill, level in agents[change.agent].levels.items() if skill != change.skill}
        new = {} if change.level is None else {change.skill: change.level}
        agents[change.agent] = replace(agents[change.agent], levels=levels | new)
    for name in question.without:
        agents.pop(name, None)
    for given in question.added:
        for skill in given:
            _known(skill, skills, "skill")
    for widening in question.widened:
        _known(widening.skill, skills, "skill")
    steps = {widening.skill: _steps(widening.steps) for widening in question.widened}
    rules = tuple(replace(skill, steps=steps.get(skill.name, skill.steps)) for skill in scenario.skills)
    there = replace(scenario, agents=tuple(agents.values()), skills=rules)
    return with_more(replace(plan, scenario=there), question.added)


def with_more(plan: CallPlan, added: Sequence[Mapping[str, int]]) -> CallPlan:
    """The same calls with one agent more for each of these levels by skill."""
    number = len(plan.scenario.agents)
    more = [Staffed(f"added-{number + n}", dict(given), (whole_shift(plan),)) for n, given in enumerate(added, 1)]
    return replace(plan, scenario=replace(plan.scenario, agents=(*plan.scenario.agents, *more)))


def whole_shift(plan: CallPlan) -> Shift:
    """From when the first agent came until the last one left: when one more would be there."""
    shifts = [shift for agent in plan.scenario.agents for shift in agent.shifts]
    begins_s = min((shift.begins_s for shift in shifts), default=0.0)
    return Shift(begins_s, max((shift.ends_s for shift in shifts), default=plan.scenario.length_s))


def _steps(written: str) -> tuple[Step, ...]:
    try:
        return steps_of(written)
    except Misuse:
        raise FieldError("widening", "Enter seconds and levels that go down, such as 0:6 10:4 20:1.") from None


def _known(name: str | None, known: Container[str | None], field: str) -> None:
    if name not in known:
        raise FieldError(field, UNKNOWN[field], name=name)
