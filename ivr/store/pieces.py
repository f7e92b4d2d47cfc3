"""The counts a report's rows are made of: quarters of an hour, or days of the queue's own clock where those do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from ivr.hours.periods import Period, next_period, period_start, period_starts
from ivr.hours.zone import zone
from ivr.reports.quarters import Quarter
from ivr.reports.recount import Lengths
from ivr.reports.waits import Waits, merged
from ivr.store import figures
from ivr.store.figures import Part, Range
from ivr.store.rollups import day_rollups, rollups

T = TypeVar("T")
LONGEST_DAY = timedelta(hours=26)


def pieces(connection: Connection, wanted: Range, period: Period, timezone: str) -> list[Quarter]:
    """The counts of each queue in the range, by each interval of this zone's clock and each rule they go by."""
    return _read(figures.pieces, connection, wanted, (period, timezone))


def by_queue(connection: Connection, wanted: Range, period: Period, timezone: str) -> dict[str, list[Quarter]]:
    """The same by queue, of those that have any."""
    found: dict[str, list[Quarter]] = {}
    for piece in pieces(connection, wanted, period, timezone):
        found.setdefault(piece.queue, []).append(piece)
    return found


def together(connection: Connection, wanted: Range, period: Period, timezone: str) -> list[Quarter]:
    """The same of all queues of the range as one without a name, added up by the database."""
    return _read(figures.together, connection, wanted, (period, timezone))


def lengths(connection: Connection, wanted: Range, period: Period, timezone: str) -> list[Lengths]:
    """The counts of each quarter of an hour or day with how long its callers waited, in the interval they belong to."""
    return _read(figures.lengths, connection, wanted, (period, timezone))


def waits(connection: Connection, wanted: Range, timezone: str) -> dict[str, Waits]:
    """How long the answered visits of each queue of the range waited, as counts by length."""
    found: dict[str, list[Waits]] = {}
    for part in _parts(connection, wanted, Period.DAY, timezone):
        for queue, lengths_ in figures.waits(connection, part).items():
            found.setdefault(queue, []).append(lengths_)
    return {queue: merged(some) for queue, some in found.items()}


def whole_days(since: datetime, until: datetime, where: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last midnight of a range on a clock."""
    midnight = period_start(since, Period.DAY, where)
    first = midnight if midnight == since else next_period(since, Period.DAY, where)
    return first, period_start(until, Period.DAY, where)


def _read(
    read: Callable[[Connection, Part, Sequence[datetime]], list[T]],
    connection: Connection,
    wanted: Range,
    cut: tuple[Period, str],
) -> list[T]:
    period, timezone = cut
    starts = period_starts(wanted.since, wanted.until, period, zone(timezone))
    return [one for part in _parts(connection, wanted, period, timezone) for one in read(connection, part, starts)]


def _parts(connection: Connection, wanted: Range, period: Period, timezone: str) -> Iterator[Part]:
    first, last = whole_days(wanted.since, wanted.until, zone(timezone))
    if period.minutes is not None or first >= last:
        yield Part(rollups, wanted)
        return
    days = Range(first, last, wanted.of)
    of_days, of_quarters = _by_clock(connection, days, timezone)
    yield Part(day_rollups, replace(days, of=of_days), timezone)
    if of_quarters:
        yield Part(rollups, replace(days, of=of_quarters))
    for since, until in ((wanted.since, first), (last, wanted.until)):
        if since < until:
            yield Part(rollups, replace(wanted, since=since, until=until))


def _by_clock(connection: Connection, days: Range, timezone: str) -> tuple[frozenset[str], frozenset[str]]:
    """The queues whose days are of this clock, and those that had another one at any time of the range."""
    table = day_rollups.c
    within = (table.start > days.since - LONGEST_DAY, table.start < days.until)
    wish = select(table.queue, table.timezone).where(*within).distinct()
    found = [(queue, clock) for queue, clock in connection.execute(wish) if days.of is None or queue in days.of]
    others = frozenset(queue for queue, clock in found if clock != timezone)
    return frozenset(queue for queue, _ in found) - others, others
