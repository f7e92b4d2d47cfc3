"""Service level and what belongs beside it, by interval of joining the queue (docs/metrics.md, sections 1 to 3).

Counts can be added up; ratios never are: every percentage is made here, from the counts of what it describes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from ivr.calls.disposition import VisitOutcome
from ivr.hours.interval import interval_start, interval_starts
from ivr.reports.call_record import Visit


class Formula(StrEnum):
    """The ways of counting abandoned calls in a service level (docs/metrics.md, section 1)."""

    V1 = "V1"  # positive: abandoned within the threshold counts as served
    V2 = "V2"  # answered only
    V3 = "V3"  # of all answered and abandoned
    V4 = "V4"  # abandoned within the threshold left out
    V5 = "V5"  # short abandons credited
    V6 = "V6"  # short abandons left out: the default
    V7 = "V7"  # time-outs and diversions count against it


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Seconds within which an answer counts, and within which a hang-up is a short abandon; both inclusive."""

    answer_s: float = 20
    short_s: float = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be added up over visits; `abandoned` excludes the short ones, `abandoned_within` includes them."""

    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    short_abandoned: int = 0
    answered_within: int = 0
    abandoned_within: int = 0
    timed_out: int = 0
    key_exit: int = 0
    callback: int = 0
    diverted: int = 0
    still_waiting: int = 0
    handled: int = 0  # answered, and the talk is over
    answered_wait_s: float = 0
    abandoned_wait_s: float = 0  # of those that were not short
    talk_s: float = 0
    wrap_s: float = 0
    longest_answered_s: float | None = None
    longest_wait_s: float | None = None  # answered or not

    def __add__(self, other: "Counts") -> "Counts":
        both: dict[str, Any] = {name: getattr(self, name) + getattr(other, name) for name in SUMS}
        both |= {name: _longer(getattr(self, name), getattr(other, name)) for name in LONGEST}
        return Counts(**both)


LONGEST = ("longest_answered_s", "longest_wait_s")
SUMS = tuple(field.name for field in fields(Counts) if field.name not in LONGEST)
SUMMED = attrgetter(*SUMS)


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """The figures of one queue in one interval; a figure that has no value is None, so is a threshold that changed."""

    queue: str
    start: datetime
    offered: int
    answered: int
    abandoned: int
    short_abandoned: int
    answered_within: int
    service_level: float | None
    asa_s: float | None
    abandon_rate: float | None
    aht_s: float | None
    timed_out: int
    key_exit: int
    callback: int
    diverted: int
    still_waiting: int
    longest_wait_s: float | None
    formula: Formula
    threshold_s: float | None
    short_abandon_s: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one queue: which time, cut how, in which zone, by which rule, seen from which moment."""

    queue: str
    since: datetime
    until: datetime
    now: datetime
    zone: ZoneInfo
    minutes: int = 30
    thresholds: Thresholds = Thresholds()
    formula: Formula = Formula.V6


FORMULAS: dict[Formula, Callable[[Counts], tuple[int, int]]] = {
    Formula.V1: lambda c: (c.answered_within + c.abandoned_within, _answered_or_abandoned(c)),
    Formula.V2: lambda c: (c.answered_within, c.answered),
    Formula.V3: lambda c: (c.answered_within, _answered_or_abandoned(c)),
    Formula.V4: lambda c: (c.answered_within, _answered_or_abandoned(c) - c.abandoned_within),
    Formula.V5: lambda c: (c.answered_within + c.short_abandoned, _answered_or_abandoned(c)),
    Formula.V6: lambda c: (c.answered_within, c.answered + c.abandoned),
    Formula.V7: lambda c: (c.answered_within, _answered_or_abandoned(c) + c.timed_out + c.diverted),
}


def service_level(counts: Counts, formula: Formula = Formula.V6) -> float | None:
    """The share answered in time by this formula; None when there is nothing to divide by."""
    return _ratio(*FORMULAS[formula](counts))


def speed_of_answer(counts: Counts) -> float | None:
    """ASA: the mean wait of answered visits, in seconds."""
    return _ratio(counts.answered_wait_s, counts.answered)


def handle_time(counts: Counts) -> float | None:
    """AHT: the mean of talk and wrap-up of visits whose talk is over, in seconds."""
    return _ratio(counts.talk_s + counts.wrap_s, counts.handled)


def abandon_rate(counts: Counts) -> float | None:
    """The share of visits given up, short ones left out."""
    return _ratio(counts.abandoned, counts.offered - counts.short_abandoned)


def interval_rows(visits: Iterable[Visit], question: Question) -> list[IntervalRow]:
    """One row for each interval of the range that has begun, also where nobody joined."""
    until = min(question.until, question.now)
    starts = interval_starts(question.since, until, question.minutes, question.zone)
    counted = dict.fromkeys(starts, Counts())
    for visit in visits:
        if visit.queue == question.queue and question.since <= visit.joined_at < question.until:
            start = interval_start(visit.joined_at, question.minutes, question.zone)
            counted[start] = counted.get(start, Counts()) + count(visit, question)
    return [row_of(start, counts, question) for start, counts in sorted(counted.items())]


def total_row(visits: Iterable[Visit], question: Question) -> IntervalRow:
    """The row of the whole range: from summed counts, never a mean of percentages."""
    mine = [v for v in visits if v.queue == question.queue and question.since <= v.joined_at < question.until]
    return row_of(question.since, total([count(visit, question) for visit in mine]), question)


def total(counts: Sequence[Counts]) -> Counts:
    """The sum of counts."""
    if len(counts) == 1:
        return counts[0]
    columns = zip(*(SUMMED(one) for one in counts), strict=True)
    both: dict[str, Any] = dict(zip(SUMS, map(sum, columns), strict=False))  # nothing to add up leaves the zeros
    for name in LONGEST:
        both[name] = max((length for one in counts if (length := getattr(one, name)) is not None), default=None)
    return Counts(**both)


def count(visit: Visit, question: Question) -> Counts:
    """What one visit adds to the counts; exactly one outcome, so the books balance."""
    counts = ended_counts(visit, question.thresholds)
    if visit.outcome is None and visit.callback_id is None:
        return replace(counts, longest_wait_s=(question.now - visit.joined_at).total_seconds())
    return counts


def ended_counts(visit: Visit, limits: Thresholds) -> Counts:
    """What one visit adds to the counts whatever the time is: who still waits has no wait yet."""
    wait = visit.wait_s
    if visit.callback_id is not None:  # offered once, where the wait began: here only the work counts
        return _work(visit)
    if visit.outcome is VisitOutcome.ANSWERED and wait is not None:
        return _work(visit) + Counts(
            offered=1,
            answered=1,
            answered_within=int(wait <= limits.answer_s),
            answered_wait_s=wait,
            longest_answered_s=wait,
            longest_wait_s=wait,
        )
    if visit.outcome is VisitOutcome.ABANDONED and wait is not None:
        short = wait <= limits.short_s
        return Counts(
            offered=1,
            abandoned=int(not short),
            short_abandoned=int(short),
            abandoned_within=int(wait <= limits.answer_s),
            abandoned_wait_s=0 if short else wait,
            longest_wait_s=wait,
        )
    column = "still_waiting" if visit.outcome is None else visit.outcome.value
    return Counts(offered=1, longest_wait_s=wait, **{column: 1})


def _work(visit: Visit) -> Counts:
    return Counts(handled=int(visit.talk_s is not None), talk_s=visit.talk_s or 0, wrap_s=visit.wrap_s or 0)


def row_of(start: datetime, counts: Counts, question: Question) -> IntervalRow:
    """The row of an interval from the counts of its visits."""
    return IntervalRow(
        queue=question.queue,
        start=start.astimezone(question.zone),
        offered=counts.offered,
        answered=counts.answered,
        abandoned=counts.abandoned,
        short_abandoned=counts.short_abandoned,
        answered_within=counts.answered_within,
        service_level=service_level(counts, question.formula),
        asa_s=speed_of_answer(counts),
        abandon_rate=abandon_rate(counts),
        aht_s=handle_time(counts),
        timed_out=counts.timed_out,
        key_exit=counts.key_exit,
        callback=counts.callback,
        diverted=counts.diverted,
        still_waiting=counts.still_waiting,
        longest_wait_s=counts.longest_wait_s,
        formula=question.formula,
        threshold_s=question.thresholds.answer_s,
        short_abandon_s=question.thresholds.short_s,
    )


def _answered_or_abandoned(counts: Counts) -> int:
    return counts.answered + counts.abandoned + counts.short_abandoned


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _longer(one: float | None, other: float | None) -> float | None:
    return max((wait for wait in (one, other) if wait is not None), default=None)
