"""Today's service level of each queue by half hour, with the rule it was made by (docs/metrics.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ivr.hours.zone import day_start, zone
from ivr.reports.call_record import Visit
from ivr.reports.service_level import IntervalRow, Question, Thresholds, interval_rows, total_row
from ivr.store.centre import Queue


@dataclass(frozen=True, slots=True)
class ServiceTable:
    """One queue's day: its half hours from the first with a call on, and the whole day."""

    queue: Queue
    rows: tuple[tuple[str, IntervalRow], ...]
    total: IntervalRow


def day_of(queue: Queue, now: datetime) -> datetime:
    """When today began on the queue's clock."""
    where = zone(queue.timezone)
    return day_start(now.astimezone(where).date(), where)


def service_table(queue: Queue, visits: Sequence[Visit], now: datetime) -> ServiceTable:
    """The table of one queue from the visits of (at least) today."""
    question = Question(
        queue=queue.id,
        since=day_of(queue, now),
        until=now,
        now=now,
        zone=zone(queue.timezone),
        thresholds=Thresholds(queue.service_level_s, queue.short_abandon_s),
    )
    rows = interval_rows(visits, question)
    first = next((place for place, row in enumerate(rows) if row.offered), len(rows))
    return ServiceTable(queue, _labelled(rows[first:]), total_row(visits, question))


def _labelled(rows: Sequence[IntervalRow]) -> tuple[tuple[str, IntervalRow], ...]:
    clocks = [f"{row.start:%H:%M}" for row in rows]
    # The hour that comes twice when clocks go back is told apart by its offset.
    twice = {clock for clock in clocks if clocks.count(clock) > 1}
    labels = [f"{row.start:%H:%M %z}" if clock in twice else clock for clock, row in zip(clocks, rows, strict=True)]
    return tuple(zip(labels, rows, strict=True))
