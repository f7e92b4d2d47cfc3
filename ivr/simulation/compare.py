"""The same calls under several settings, side by side (docs/what-if.md)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ivr.reports.counts import Thresholds
from ivr.simulation.centre import CallPlan
from ivr.simulation.past_day import QueueRules
from ivr.simulation.question import Question, changed, with_more
from ivr.simulation.replay import Gap, Replay
from ivr.simulation.staffing import StaffRow, staffing
from ivr.simulation.trial import Goes, Kind, Setting, Trial, together, try_out

USUAL_LEVEL = 5  # of one agent more, where nobody has the skill


@dataclass(frozen=True, slots=True)
class Answer:
    """The trials in the order asked for, then one more agent for each skill; staffing only when it was asked for."""

    trials: tuple[Trial, ...]
    one_more: tuple[Trial, ...]
    staffing: tuple[StaffRow, ...]
    gaps: Mapping[Gap, int]
    calls: int

    @property
    def base(self) -> Trial:
        """What one more agent is compared with: the agents asked for."""
        return next((one for one in self.trials if one.setting.kind is Kind.CHANGED), self.trials[0])


def answer(
    question: Question, made: Callable[[int], Replay], skills: frozenset[str] | None = None, goes: Goes = lambda _: True
) -> Answer:
    """Try what is asked; `made` gives the calls by seed; only `skills` are counted. Stopped when `goes` says so."""
    days = [made(seed) for seed in question.seeds]
    changed(days[0].plan, question)  # refused before anything is computed
    first = days[0]
    rules = {skill: rules for skill, rules in first.rules.items() if skills is None or skill in skills}
    work = _Work(question, days, _limits(rules), goes)
    settings = list(_settings(question))
    more = [Setting(Kind.ONE_MORE, skill, question.mode) for skill in rules] if question.staffing else []
    tried = [work.trial(setting, len(settings) + len(more)) for setting in (*settings, *more)]
    return Answer(
        trials=tuple(tried[: len(settings)]),
        one_more=tuple(tried[len(settings) :]),
        staffing=tuple(_staffing(first, question, rules)) if question.staffing else (),
        gaps=first.gaps,
        calls=sum(call.skill in rules for call in first.plan.calls),
    )


def _settings(question: Question) -> Iterator[Setting]:
    yield Setting(Kind.AS_IT_WAS)
    if question.changes:
        yield Setting(Kind.CHANGED, mode=question.mode)
    for strategy in question.strategies:
        yield Setting(Kind.APP_QUEUE, strategy)


class _Work:
    """Puts every day through one setting after the other and tells how far it is."""

    def __init__(
        self, question: Question, days: Sequence[Replay], limits: Mapping[str, Thresholds], goes: Goes
    ) -> None:
        self._question, self._days, self._limits, self._goes = question, days, limits, goes
        self._done = 0

    def trial(self, setting: Setting, of: int) -> Trial:
        return together([self._tried(day, setting, of * len(self._days)) for day in self._days])

    def _tried(self, day: Replay, setting: Setting, runs: int) -> Trial:
        done, self._done = self._done, self._done + 1
        return try_out(self._plan(day, setting), setting, self._limits, lambda part: self._goes((done + part) / runs))

    def _plan(self, day: Replay, setting: Setting) -> CallPlan:
        if setting.kind is Kind.CHANGED:
            return changed(day.plan, self._question)
        if setting.kind is Kind.ONE_MORE:
            return one_more(changed(day.plan, self._question), setting.detail)
        return day.plan


def one_more(plan: CallPlan, skill: str) -> CallPlan:
    """The same calls with one agent more who has this skill alone, at the usual level of those who have it."""
    levels = [agent.levels[skill] for agent in plan.scenario.agents if skill in agent.levels]
    level = round(median(levels)) if levels else USUAL_LEVEL
    return with_more(plan, ({skill: level},))


def _staffing(day: Replay, question: Question, rules: Mapping[str, QueueRules]) -> Iterator[StaffRow]:
    return (row for row in staffing(changed(day.plan, question), day.rules) if row.skill in rules)


def _limits(rules: Mapping[str, QueueRules]) -> dict[str, Thresholds]:
    return {skill: Thresholds(one.answer_s, one.short_s) for skill, one in rules.items()}
