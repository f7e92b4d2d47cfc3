"""What a simulated day comes to, by the formulas of our own reports (docs/metrics.md)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean, pstdev

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, ended_counts, total
from ivr.reports.ratios import service_level
from ivr.simulation.centre import Staffed
from ivr.simulation.journey import Journey
from ivr.simulation.run import Run

MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)  # any: only differences count


@dataclass(frozen=True, slots=True)
class Said:
    """What a waiting caller was told: at t seconds of the day, to be answered within so many seconds from then."""

    call: str
    t: float
    within_s: float


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Share of the time at work an agent talked or wrapped up: of all together, and its standard deviation."""

    mean: float | None
    spread: float | None


def visit_of(journey: Journey) -> Visit:
    """The journey as the reports know a stay in a queue."""
    call = journey.call
    ends = (
        (VisitOutcome.ANSWERED, journey.answered_s),
        (VisitOutcome.ABANDONED, journey.gave_up_s),
        (VisitOutcome.TIMED_OUT, journey.overflowed_s),
    )
    outcome, left_s = next(((outcome, at) for outcome, at in ends if at is not None), (None, None))
    return Visit(
        visit_id=call.id,
        call_id=call.id,
        queue=call.skill,
        joined_at=_moment(call.arrives_s),
        skill=call.skill,
        connected_at=None if journey.answered_s is None else _moment(journey.answered_s),
        left_at=None if left_s is None else _moment(left_s),
        talk_ended_at=None if journey.ended_s is None else _moment(journey.ended_s),
        outcome=outcome,
        agent=journey.agent,
    )


def counts_by_skill(journeys: Iterable[Journey], limits: Mapping[str, Thresholds]) -> dict[str, Counts]:
    """What the reports would count of these calls, by skill."""
    counted: dict[str, list[Counts]] = {}
    for journey in journeys:
        skill = journey.call.skill
        counted.setdefault(skill, []).append(ended_counts(visit_of(journey), limits.get(skill, Thresholds())))
    return {skill: total(counts) for skill, counts in sorted(counted.items())}


def worst_skill(by_skill: Mapping[str, Counts]) -> tuple[str, float] | None:
    """The skill of the lowest service level; None when no skill has one."""
    levels = [(level, skill) for skill, counts in by_skill.items() if (level := service_level(counts)) is not None]
    return (min(levels)[1], min(levels)[0]) if levels else None


def occupancy(run: Run) -> Occupancy:
    """How busy the agents were who came at all; time after the end of a shift counts as work, not as idle."""
    busy: dict[str, list[tuple[float, float]]] = {}
    for journey in run.journeys.values():
        if journey.agent is not None and journey.answered_s is not None and journey.ended_s is not None:
            over_s = journey.ended_s + journey.wrap_up_s(run.agents[journey.agent])
            busy.setdefault(journey.agent, []).append((journey.answered_s, over_s))
    shares = [_busy(agent, busy.get(agent.id, ())) for agent in run.agents.values() if agent.shifts]
    there = sum(whole for _, whole in shares)
    each = [part / whole for part, whole in shares if whole]
    return Occupancy(sum(part for part, _ in shares) / there if there else None, pstdev(each) if each else None)


def _busy(agent: Staffed, talks: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Seconds busy, and seconds busy or ready."""
    working = sum(end - begin for begin, end in talks)
    inside = sum(
        max(0.0, min(end, shift.ends_s) - max(begin, shift.begins_s)) for begin, end in talks for shift in agent.shifts
    )
    return working, sum(shift.ends_s - shift.begins_s for shift in agent.shifts) + working - inside


def wait_error_s(expected: Mapping[str, float], journeys: Mapping[str, Journey]) -> float | None:
    """Mean absolute error of the waits expected at joining; who hung up counts with the wait he would have had."""
    errors = [
        abs(expected_s - true_s)
        for call, expected_s in expected.items()
        if (true_s := journeys[call].true_wait_s) is not None
    ]
    return fmean(errors) if errors else None


def promises(said: Iterable[Said], journeys: Mapping[str, Journey]) -> tuple[int, int]:
    """How many promises were kept and how many were broken; who left within the time decides nothing (section 8)."""
    judged = list(_judged(said, journeys))
    return sum(judged), len(judged) - sum(judged)


def _judged(said: Iterable[Said], journeys: Mapping[str, Journey]) -> Iterator[bool]:
    for promise in said:
        journey, until_s = journeys[promise.call], promise.t + promise.within_s
        over_s = journey.call.arrives_s + (journey.waited_s or 0)
        if journey.answered_s is not None:
            yield journey.answered_s <= until_s
        elif over_s > until_s:
            yield False


def _moment(t: float) -> datetime:
    return MIDNIGHT + timedelta(seconds=t)
