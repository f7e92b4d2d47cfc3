"""Agents needed per half hour and skill by Erlang-A, beside those who were there (docs/what-if.md).

Each skill is taken for itself: an agent of several skills counts in each of them, and what sharing saves is not in it.
That is what a replay shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from ivr.reports.counts import Thresholds
from ivr.simulation.centre import CallPlan, PlannedCall, Staffed
from ivr.simulation.erlang import Demand, Outlook, agents_needed, outlook
from ivr.simulation.past_day import QueueRules

HALF_HOUR_S = 1800.0
ENOUGH_CALLS = 10  # in a half hour for a handle time of its own; else that of the day is taken


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A half hour of a skill: `there` is the mean number of agents who had the skill and were at work."""

    skill: str
    from_s: float
    calls: int
    handle_s: float
    load: float  # agents busy on average, if everybody is served
    there: float
    needed: int  # for the goal, by Erlang-A
    needed_if_patient: int  # by Erlang-C
    expected: Outlook  # with those who were there, rounded to whole agents

    @property
    def missing(self) -> int:
        """How many more are needed than were there; zero when it was enough."""
        return max(0, self.needed - round(self.there))


def staffing(plan: CallPlan, rules: Mapping[str, QueueRules]) -> list[StaffRow]:
    """A row for every half hour in which anybody called for a skill, skill by skill."""
    return [row for skill in plan.scenario.skills for row in _rows(plan, rules.get(skill.name), skill.name)]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A skill: in how many of its half hours agents are missing, and the half hour in which most are."""

    skill: str
    half_hours: int
    of: int
    missing: int
    from_s: float


def shortfalls(rows: Sequence[StaffRow]) -> list[Shortfall]:
    """Where agents are missing, one for each skill that misses any."""
    found = []
    for skill in dict.fromkeys(row.skill for row in rows):
        mine = [row for row in rows if row.skill == skill]
        worst = max(mine, key=lambda row: row.missing)
        if worst.missing:
            count = sum(bool(row.missing) for row in mine)
            found.append(Shortfall(skill, count, len(mine), worst.missing, worst.from_s))
    return found


def _rows(plan: CallPlan, rules: QueueRules | None, skill: str) -> Iterator[StaffRow]:
    calls = [call for call in plan.calls if call.skill == skill]
    asked = rules or QueueRules(skill, skill, plan.scenario.skill(skill).target_s)
    begins_s = 0.0
    while calls and begins_s < plan.scenario.length_s:
        ends_s = min(begins_s + HALF_HOUR_S, plan.scenario.length_s)
        here = [call for call in calls if begins_s <= call.arrives_s < ends_s]
        if here:
            yield _row(plan, asked, here, (begins_s, ends_s), _handle_s(here, calls))
        begins_s += HALF_HOUR_S


def _row(
    plan: CallPlan, rules: QueueRules, calls: Sequence[PlannedCall], when: tuple[float, float], handle_s: float
) -> StaffRow:
    skill, (begins_s, ends_s) = calls[0].skill, when
    rate = len(calls) / (ends_s - begins_s)
    impatient = Demand(rate, handle_s, plan.scenario.skill(skill).patience_s)
    patient, limits = Demand(rate, handle_s), Thresholds(rules.answer_s, rules.short_s)
    there = sum(_share_there(agent, begins_s, ends_s) for agent in plan.scenario.agents if skill in agent.levels)
    return StaffRow(
        skill=skill,
        from_s=begins_s,
        calls=len(calls),
        handle_s=handle_s,
        load=impatient.load,
        there=there,
        needed=agents_needed(impatient, rules.goal, limits),
        needed_if_patient=agents_needed(patient, rules.goal, limits),
        expected=outlook(impatient, round(there), limits),
    )


def _handle_s(here: Sequence[PlannedCall], day: Sequence[PlannedCall]) -> float:
    taken = here if len(here) >= ENOUGH_CALLS else day
    return max(fmean(call.talk_s + call.wrap_up_s for call in taken), 1.0)


def _share_there(agent: Staffed, begins_s: float, ends_s: float) -> float:
    there = sum(max(0.0, min(shift.ends_s, ends_s) - max(shift.begins_s, begins_s)) for shift in agent.shifts)
    return there / (ends_s - begins_s)
