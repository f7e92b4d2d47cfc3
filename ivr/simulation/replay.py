"""A past day as calls that can be put through any router, and what the day could not tell (docs/what-if.md).

Who was answered would have waited longer, nobody knows how long: his wait is a censored patience. The rate of hang-ups
of a skill is hang-ups over all seconds waited (the maximum-likelihood estimate under censoring), with one hang-up in
five minutes of waiting to begin from; patience beyond the wait is drawn from it. Who left was never served: his handle
time is that of a served caller of the same skill, drawn.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from statistics import fmean, pstdev

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import CallQueued
from ivr.reports.call_record import Visit
from ivr.routing.widening import steps_of
from ivr.simulation.centre import CallPlan, Lognormal, PlannedCall, Scenario, Skill, Staffed
from ivr.simulation.past_day import PastDay, QueueRules
from ivr.simulation.shifts import shifts_of

PRIOR_WAIT_S = 300.0  # in which one caller hangs up, as if that had been seen too
PRIOR_TALK_S, PRIOR_WRAP_UP_S = 180.0, 20.0  # of a day on which nobody was served
LEAST_S = 1.0  # a lognormal has no mean of zero


class Gap(StrEnum):
    """What a day could not tell, and what was done about it."""

    PATIENCE = "patience"
    HANDLE_TIME = "handle_time"
    WRAP_UP = "wrap_up"
    OTHER_END = "other_end"
    NO_SKILL = "no_skill"
    ABSENT_AGENT = "absent_agent"
    NOT_TAKEN = "not_taken"
    FALLBACK = "fallback"
    BLIND = "blind"


SENTENCES: Mapping[Gap, str] = {
    Gap.PATIENCE: "%(num)d callers did not hang up: how long they would have waited is drawn from those who did.",
    Gap.HANDLE_TIME: "%(num)d callers were never served: their handle time is drawn from callers who were.",
    Gap.WRAP_UP: "The wrap-up of %(num)d calls is not known: it is drawn from the others.",
    Gap.OTHER_END: "%(num)d callers left by a key, for a callback or at the longest wait: here they wait on.",
    Gap.NO_SKILL: "%(num)d callers are left out: nothing tells what they called for.",
    Gap.ABSENT_AGENT: "%(num)d calls were answered by agents whose hours are not known; they are not here.",
    Gap.NOT_TAKEN: "%(num)d offers were not answered: they are not repeated, the pauses after them are.",
    Gap.FALLBACK: "%(num)d callers waited in Asterisk's own queue: here they wait in ours.",
    Gap.BLIND: "%(num)d times Asterisk was away: calls of these times are told from its own record alone.",
}


@dataclass(frozen=True, slots=True)
class Replay:
    """The day's calls and agents, the rules of the queue each skill has, and how often what was not known."""

    plan: CallPlan
    rules: Mapping[str, QueueRules]
    gaps: Mapping[Gap, int]


def replay(day: PastDay, seed: int) -> Replay:
    """Return the day as a plan; the same day and seed give the same calls."""
    known = {visit.visit_id: skill for visit in day.visits if (skill := _skill_of(visit, day.queues))}
    visits = tuple(visit for visit in day.visits if visit.visit_id in known)
    told = {name: _Told.of([v for v in visits if known[v.visit_id] == name]) for name in sorted(set(known.values()))}
    everybody = _Told.of(visits)
    rules = {name: _rules_of(name, visits, day.queues) for name in told}
    joins = {join.visit_id: join for join in day.joins}
    shifts = shifts_of(day)
    drawing = _Drawing(day, told, everybody, joins, seed)
    calls = tuple(drawing.call(visit, known[visit.visit_id]) for visit in visits)
    scenario = Scenario(
        name=day.name,
        skills=tuple(told[name].skill(name, rules[name], everybody) for name in told),
        agents=tuple(
            Staffed(agent, _called_for(day.levels.get(agent, {}), told), when) for agent, when in shifts.items()
        ),
        length_s=day.length_s,
    )
    return Replay(CallPlan(scenario, calls, seed), rules, _gaps(day, visits, frozenset(shifts)))


@dataclass(frozen=True, slots=True)
class _Told:
    """What the visits of a skill tell: handle times of the served, seconds waited, how many hung up."""

    served: tuple[tuple[float, float], ...]  # talk, wrap-up
    waited_s: float
    hang_ups: int

    @classmethod
    def of(cls, visits: Sequence[Visit]) -> "_Told":
        wraps = [visit.wrap_s for visit in visits if visit.wrap_s is not None]
        usual = fmean(wraps) if wraps else PRIOR_WRAP_UP_S
        over = [(visit.talk_s, visit.wrap_s) for visit in visits]
        return cls(
            served=tuple((talk, usual if wrap is None else wrap) for talk, wrap in over if talk is not None),
            waited_s=sum(visit.wait_s or 0 for visit in visits),
            hang_ups=sum(visit.outcome is VisitOutcome.ABANDONED for visit in visits),
        )

    @property
    def patience_s(self) -> float:
        return (self.waited_s + PRIOR_WAIT_S) / (self.hang_ups + 1)

    def skill(self, name: str, rules: QueueRules, everybody: "_Told") -> Skill:
        served = self.served or everybody.served or ((PRIOR_TALK_S, PRIOR_WRAP_UP_S),)
        talk, wrap_up = zip(*served, strict=True)
        times, steps = (_lognormal(talk), _lognormal(wrap_up)), steps_of(rules.widening)
        return Skill(name, (), *times, self.patience_s, rules.answer_s, steps=steps)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Makes each visit a call; what is drawn depends on the visit and the seed alone."""

    day: PastDay
    told: Mapping[str, _Told]
    everybody: _Told
    joins: Mapping[str, CallQueued]
    seed: int

    def call(self, visit: Visit, skill: str) -> PlannedCall:
        chance = Random(f"{visit.visit_id} {self.seed}")  # noqa: S311 - drawn again by its seed
        talk_s, wrap_up_s = self._handled(visit, skill, chance)
        join = self.joins.get(visit.visit_id)
        return PlannedCall(
            id=visit.visit_id,
            arrives_s=self.day.at(visit.joined_at),
            skill=skill,
            patience_s=self._patience(visit, skill, chance),
            talk_s=talk_s,
            wrap_up_s=wrap_up_s,
            min_level=join.min_level if join else None,
            priority_s=float(join.priority) if join else None,
        )

    def _patience(self, visit: Visit, skill: str, chance: Random) -> float:
        waited_s = visit.wait_s if visit.wait_s is not None else (self.day.until - visit.joined_at).total_seconds()
        beyond_s = chance.expovariate(1 / self.told[skill].patience_s)
        return waited_s if visit.outcome is VisitOutcome.ABANDONED else waited_s + beyond_s

    def _handled(self, visit: Visit, skill: str, chance: Random) -> tuple[float, float]:
        drawn = chance.choice(self.told[skill].served or self.everybody.served or ((PRIOR_TALK_S, PRIOR_WRAP_UP_S),))
        if visit.talk_s is None:
            return drawn
        talk_s, wrap_up_s = visit.talk_s, drawn[1] if visit.wrap_s is None else visit.wrap_s
        # What he took, told as an agent of middling level would take it: at the same agent it is the same again.
        slowness = _slowness(self.day.levels.get(visit.agent or "", {}), skill)
        return talk_s / slowness, wrap_up_s / slowness


def _called_for(levels: Mapping[str, int], called: Container[str]) -> dict[str, int]:
    return {skill: level for skill, level in levels.items() if skill in called}


def _slowness(levels: Mapping[str, int], skill: str) -> float:
    return Staffed("", levels, ()).slowness(skill) if skill in levels else 1.0


def _lognormal(seconds: Sequence[float]) -> Lognormal:
    mean = max(fmean(seconds), LEAST_S)
    return Lognormal(mean, pstdev(seconds) / mean)


def _skill_of(visit: Visit, queues: Iterable[QueueRules]) -> str | None:
    return visit.skill or next((queue.skill for queue in queues if queue.id == visit.queue), None)


def _rules_of(skill: str, visits: Iterable[Visit], queues: Sequence[QueueRules]) -> QueueRules:
    """Those of the queue of this skill that most waited in."""
    mine = {queue.id: queue for queue in queues if queue.skill == skill}
    busiest = Counter(visit.queue for visit in visits if visit.queue in mine).most_common(1)
    return mine[busiest[0][0]] if busiest else next(iter(mine.values()), QueueRules(skill, skill))


def _gaps(day: PastDay, visits: Sequence[Visit], there: frozenset[str]) -> dict[Gap, int]:
    served = [visit for visit in visits if visit.talk_s is not None]
    gone = {None, VisitOutcome.ANSWERED, VisitOutcome.ABANDONED}
    counted = {
        Gap.PATIENCE: sum(visit.outcome is not VisitOutcome.ABANDONED for visit in visits),
        Gap.HANDLE_TIME: len(visits) - len(served),
        Gap.WRAP_UP: sum(visit.wrap_s is None for visit in served),
        Gap.OTHER_END: sum(visit.outcome not in gone for visit in visits),
        Gap.NO_SKILL: len(day.visits) - len(visits),
        Gap.ABSENT_AGENT: sum(visit.agent is not None and visit.agent not in there for visit in visits),
        Gap.NOT_TAKEN: sum(day.not_taken.values()),
        Gap.FALLBACK: sum(visit.fallback for visit in visits),
        Gap.BLIND: len(day.blind),
    }
    return {gap: count for gap, count in counted.items() if count}
