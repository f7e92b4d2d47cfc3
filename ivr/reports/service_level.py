"""Service level and what belongs beside it, by interval of joining the queue (docs/metrics.md, sections 1 to 3).

Counts can be added up; ratios never are: every percentage is made here, from the counts of what it describes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ivr.hours.periods import Period, period_start, period_starts
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, ended_counts, total
from ivr.reports.ratios import Formula, ratio, service_level


class IntervalRow(NamedTuple):
    """The counts of one queue in one interval, in their order; a threshold that changed inside it is None."""

    queue: str
    start: datetime
    offered: int
    answered: int
    abandoned: int
    short_abandoned: int
    answered_within: int
    abandoned_within: int
    timed_out: int
    key_exit: int
    callback: int
    diverted: int
    still_waiting: int
    refused: int  # at the door: not offered
    handled: int
    transferred: int
    attended: int
    offers: int
    not_taken: int
    answered_wait_s: float
    abandoned_wait_s: float
    talk_s: float
    wrap_s: float
    longest_answered_s: float | None
    longest_abandoned_s: float | None
    longest_wait_s: float | None
    formula: Formula
    threshold_s: float | None
    short_abandon_s: float | None

    # Figures are worked out when they are read: a report has thousands of rows, and few columns of each are shown.

    @property
    def service_level(self) -> float | None:
        """The share answered in time by the formula."""
        return service_level(self, self.formula)

    @property
    def asa_s(self) -> float | None:
        """The mean wait of answered visits, in seconds."""
        return ratio("asa_s", self)

    @property
    def abandon_rate(self) -> float | None:
        """The share of visits given up, short ones left out."""
        return ratio("abandon_rate", self)

    @property
    def aht_s(self) -> float | None:
        """The mean of talk and wrap-up of visits whose talk is over, in seconds."""
        return ratio("aht_s", self)

    @property
    def time_to_abandon_s(self) -> float | None:
        """The mean wait of those who gave up, short ones left out, in seconds."""
        return ratio("time_to_abandon_s", self)


Limits = tuple[float | None, float | None]
CHANGED: Limits = (None, None)  # inside the interval


COLUMNS = (
    "queue", "start", "offered", "answered", "abandoned", "short_abandoned", "answered_within", "service_level",
    "asa_s", "abandon_rate", "aht_s", "timed_out", "key_exit", "callback", "diverted", "still_waiting",
    "longest_wait_s", "formula", "threshold_s", "short_abandon_s", "abandoned_within", "refused", "transferred",
    "attended", "offers", "not_taken", "time_to_abandon_s", "longest_answered_s", "longest_abandoned_s",
)  # fmt: skip


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


def columns(row: IntervalRow) -> dict[str, Any]:
    """A row for a table and for programs: its counts and its figures by their names."""
    return {name: getattr(row, name) for name in COLUMNS}


def row_of(start: datetime, counts: Counts, question: Question, limits: Limits | None = None) -> IntervalRow:
    """The row of an interval from the counts of its visits; `limits`: if not by the thresholds of the question."""
    by = limits or question.thresholds
    return IntervalRow._make((question.queue, start.astimezone(question.zone), *counts, question.formula, *by))
