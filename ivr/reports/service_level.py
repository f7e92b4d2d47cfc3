"""Service level and what belongs beside it, by interval of joining the queue (docs/metrics.md, sections 1 to 3).

Counts can be added up; ratios never are: every percentage is made here, from the counts of what it describes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ivr.hours.periods import Period, period_start, period_starts
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, ended_counts, total


class Formula(StrEnum):
    """The ways of counting abandoned calls in a service level (docs/metrics.md, section 1)."""

    V1 = "V1"  # positive: abandoned within the threshold counts as served
    V2 = "V2"  # answered only
    V3 = "V3"  # of all answered and abandoned
    V4 = "V4"  # abandoned within the threshold left out
    V5 = "V5"  # short abandons credited
    V6 = "V6"  # short abandons left out: the default
    V7 = "V7"  # time-outs and diversions count against it


class IntervalRow(NamedTuple):
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
    abandoned_within: int = 0
    refused: int = 0  # at the door: not offered
    transferred: int = 0
    offers: int = 0
    not_taken: int = 0
    time_to_abandon_s: float | None = None
    longest_answered_s: float | None = None
    longest_abandoned_s: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one queue: which time, cut how, in which zone, by which rule, seen from which moment."""

    queue: str
    since: datetime
    until: datetime
    now: datetime
    zone: ZoneInfo
    period: Period = Period.HALF_HOUR
    thresholds: Thresholds = field(default_factory=Thresholds)
    formula: Formula = Formula.V6


Counted = Counts | IntervalRow  # both say what V1 to V7 are made of

FORMULAS: dict[Formula, Callable[[Counted], tuple[int, int]]] = {
    Formula.V1: lambda c: (c.answered_within + c.abandoned_within, _answered_or_abandoned(c)),
    Formula.V2: lambda c: (c.answered_within, c.answered),
    Formula.V3: lambda c: (c.answered_within, _answered_or_abandoned(c)),
    Formula.V4: lambda c: (c.answered_within, _answered_or_abandoned(c) - c.abandoned_within),
    Formula.V5: lambda c: (c.answered_within + c.short_abandoned, _answered_or_abandoned(c)),
    Formula.V6: lambda c: (c.answered_within, c.answered + c.abandoned),
    Formula.V7: lambda c: (c.answered_within, _answered_or_abandoned(c) + c.timed_out + c.diverted),
}


def service_level(counts: Counted, formula: Formula = Formula.V6) -> float | None:
    """The share answered in time by this formula; None when there is nothing to divide by."""
    return _ratio(*FORMULAS[formula](counts))


def variants(counts: Counted) -> dict[Formula, float | None]:
    """The service level by each of the seven formulas, side by side."""
    return {formula: service_level(counts, formula) for formula in Formula}


def speed_of_answer(counts: Counts) -> float | None:
    """ASA: the mean wait of answered visits, in seconds."""
    return _ratio(counts.answered_wait_s, counts.answered)


def handle_time(counts: Counts) -> float | None:
    """AHT: the mean of talk and wrap-up of visits whose talk is over, in seconds."""
    return _ratio(counts.talk_s + counts.wrap_s, counts.handled)


def abandon_rate(counts: Counts) -> float | None:
    """The share of visits given up, short ones left out."""
    return _ratio(counts.abandoned, counts.offered - counts.short_abandoned)


def time_to_abandon(counts: Counts) -> float | None:
    """The mean wait of those who gave up, short ones left out, in seconds."""
    return _ratio(counts.abandoned_wait_s, counts.abandoned)


def interval_rows(visits: Iterable[Visit], question: Question) -> list[IntervalRow]:
    """One row for each interval of the range that has begun, also where nobody joined."""
    until = min(question.until, question.now)
    starts = period_starts(question.since, until, question.period, question.zone)
    counted = dict.fromkeys(starts, Counts())
    for visit in visits:
        if visit.queue == question.queue and question.since <= visit.joined_at < question.until:
            start = period_start(visit.joined_at, question.period, question.zone)
            counted[start] = counted.get(start, Counts()) + count(visit, question)
    return [row_of(start, counts, question) for start, counts in sorted(counted.items())]


def total_row(visits: Iterable[Visit], question: Question) -> IntervalRow:
    """The row of the whole range: from summed counts, never a mean of percentages."""
    mine = [v for v in visits if v.queue == question.queue and question.since <= v.joined_at < question.until]
    return row_of(question.since, total([count(visit, question) for visit in mine]), question)


def count(visit: Visit, question: Question) -> Counts:
    """What one visit adds to the counts; exactly one outcome, so the books balance."""
    counts = ended_counts(visit, question.thresholds)
    if visit.outcome is None and visit.callback_id is None:
        return counts._replace(longest_wait_s=(question.now - visit.joined_at).total_seconds())
    return counts


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
        abandoned_within=counts.abandoned_within,
        refused=counts.refused,
        transferred=counts.transferred,
        offers=counts.offers,
        not_taken=counts.not_taken,
        time_to_abandon_s=time_to_abandon(counts),
        longest_answered_s=counts.longest_answered_s,
        longest_abandoned_s=counts.longest_abandoned_s,
    )


def _answered_or_abandoned(counts: Counted) -> int:
    return counts.answered + counts.abandoned + counts.short_abandoned


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
