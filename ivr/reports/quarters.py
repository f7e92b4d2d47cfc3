"""Counts kept per quarter of an hour of UTC: the intervals of every zone are made of them (docs/metrics.md, section 3).

Zones differ from UTC by whole quarters of an hour, so a half hour or a day on any clock is a number of them.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from ivr.hours.periods import period_clocks, period_start
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, total
from ivr.reports.service_level import CHANGED, IntervalRow, Question, row_of

QUARTER = timedelta(minutes=15)


class Quarter(NamedTuple):
    """Counts of one queue by the thresholds it had then (None: some by others), all inside the interval they begin in.

    That is a quarter of an hour, or whatever longer these were added up to.
    """

    queue: str
    start: datetime
    counts: Counts
    thresholds: Thresholds | None


def quarter_of(moment: datetime) -> datetime:
    """When the quarter of an hour that holds this moment began, in UTC."""
    at = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return datetime(at.year, at.month, at.day, at.hour, at.minute // 15 * 15, 0, 0, UTC)  # `replace` is slower


def quarter_rows(quarters: Iterable[Quarter], waiting: Iterable[Visit], question: Question) -> list[IntervalRow]:
    """One row for each interval that has begun, as `interval_rows` makes from visits; `waiting`: who has not left.

    The range begins at a quarter of an hour, and ends at one or now; quarters of the queue are all inside of it.
    """
    until = min(question.until, question.now)
    clocks = period_clocks(question.since, until, question.period, question.zone)
    parts: dict[datetime, list[Quarter]] = {start: [] for start in clocks}
    for quarter in _asked(quarters, waiting, question):
        # What lies after the last interval has one of its own: a clock may be ahead of ours.
        known = quarter.start in parts
        start = quarter.start if known else period_start(quarter.start, question.period, question.zone)
        parts.setdefault(start, []).append(quarter)
    return [_row(clocks.get(start, start), found, question) for start, found in sorted(parts.items())]


def quarter_total(quarters: Iterable[Quarter], waiting: Iterable[Visit], question: Question) -> IntervalRow:
    """The row of the whole range: from summed counts, never a mean of percentages."""
    return _row(question.since, _asked(quarters, waiting, question), question)


def _asked(quarters: Iterable[Quarter], waiting: Iterable[Visit], question: Question) -> list[Quarter]:
    # A wait that is not over is in no stored count: its length depends on when one looks.
    mine = [visit for visit in waiting if visit.queue == question.queue]
    so_far = [_so_far(visit, question) for visit in mine if question.since <= visit.joined_at < question.until]
    return [*(quarter for quarter in quarters if quarter.queue == question.queue), *so_far]


def _so_far(visit: Visit, question: Question) -> Quarter:
    counts = Counts(longest_wait_s=(question.now - visit.joined_at).total_seconds())
    return Quarter(visit.queue, quarter_of(visit.joined_at), counts, question.thresholds)


def _row(start: datetime, quarters: Sequence[Quarter], question: Question) -> IntervalRow:
    if len(quarters) == 1 and quarters[0].counts.offered:  # a day: a year of many queues has thousands
        return row_of(start, quarters[0].counts, question, quarters[0].thresholds or CHANGED)
    held = [quarter.thresholds for quarter in quarters if quarter.counts.offered] or [question.thresholds]
    only = held[0] if held.count(held[0]) == len(held) else None
    return row_of(start, total([quarter.counts for quarter in quarters]), question, only or CHANGED)
