"""Counts kept per quarter of an hour of UTC: the intervals of every zone are made of them (docs/metrics.md, section 3).

Zones differ from UTC by whole quarters of an hour, so a half hour or a day on any clock is a number of them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ivr.hours.periods import period_start, period_starts
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, total
from ivr.reports.service_level import IntervalRow, Question, row_of

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Quarter:
    """The counts of one queue in a quarter of an hour, by the thresholds it had then; None: some by others."""

    queue: str
    start: datetime
    counts: Counts
    thresholds: Thresholds | None


def quarter_of(moment: datetime) -> datetime:
    """When the quarter of an hour that holds this moment began, in UTC."""
    at = moment.astimezone(UTC)
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)


def quarter_rows(quarters: Iterable[Quarter], waiting: Iterable[Visit], question: Question) -> list[IntervalRow]:
    """One row for each interval that has begun, as `interval_rows` makes from visits; `waiting`: who has not left.

    The range begins at a quarter of an hour, and ends at one or now.
    """
    until = min(question.until, question.now)
    starts = period_starts(question.since, until, question.period, question.zone)
    parts: dict[datetime, list[Quarter]] = {start: [] for start in starts}
    for quarter in _asked(quarters, waiting, question):
        place = bisect_right(starts, quarter.start)
        # What lies in or after the last interval is looked up: a clock may be ahead of ours.
        within = 0 < place < len(starts)
        start = starts[place - 1] if within else period_start(quarter.start, question.period, question.zone)
        parts.setdefault(start, []).append(quarter)
    return [_row(start, found, question) for start, found in sorted(parts.items())]


def quarter_total(quarters: Iterable[Quarter], waiting: Iterable[Visit], question: Question) -> IntervalRow:
    """The row of the whole range: from summed counts, never a mean of percentages."""
    return _row(question.since, _asked(quarters, waiting, question), question)


def _asked(quarters: Iterable[Quarter], waiting: Iterable[Visit], question: Question) -> list[Quarter]:
    # A wait that is not over is in no stored count: its length depends on when one looks.
    so_far = [_so_far(visit, question) for visit in waiting]
    return [
        quarter
        for quarter in (*quarters, *so_far)
        if quarter.queue == question.queue and question.since <= quarter.start < question.until
    ]


def _so_far(visit: Visit, question: Question) -> Quarter:
    counts = Counts(longest_wait_s=(question.now - visit.joined_at).total_seconds())
    return Quarter(visit.queue, quarter_of(visit.joined_at), counts, question.thresholds)


def _row(start: datetime, quarters: Sequence[Quarter], question: Question) -> IntervalRow:
    row = row_of(start, total([quarter.counts for quarter in quarters]), question)
    rules = {quarter.thresholds for quarter in quarters if quarter.counts.offered} or {question.thresholds}
    only = rules.pop() if len(rules) == 1 else None
    if only == question.thresholds:
        return row
    return row._replace(threshold_s=only.answer_s if only else None, short_abandon_s=only.short_s if only else None)
