"""Percentiles of waits: exact from the visits while these are few, read from counts by length above that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from sqlalchemy import Connection, select

from ivr.calls.disposition import VisitOutcome
from ivr.reports.fractions import PERCENTILES
from ivr.reports.waits import Percentile, Waits, bucket_s, merged, percentile_s
from ivr.store import pieces
from ivr.store.columns import as_kept
from ivr.store.figures import Range
from ivr.store.moments import moment_of
from ivr.store.visits import looked_at, visits

MOST_VISITS = 100_000
SHARES = tuple(PERCENTILES.values())
NOBODY = (Percentile(None),) * len(SHARES)
ByQueue = dict[str, tuple[Percentile, ...]]
AT_ONCE = 5_000  # rows


def percentiles(
    connection: Connection, wanted: Range, timezone: str, shares: Sequence[float] = SHARES
) -> tuple[Percentile, ...]:
    """The percentiles of the waits of answered visits of all queues in the range, as one."""
    lengths = merged(pieces.waits(connection, wanted, timezone).values())
    if sum(lengths.values()) > MOST_VISITS:
        return _read(lengths, shares)
    return _exact([wait for _, wait in _waits(connection, wanted)], shares)


def of_each(connection: Connection, wanted: Range, timezone: str) -> tuple[ByQueue, tuple[Percentile, ...]]:
    """The same of each queue that has any, and of all of them as one."""
    lengths = pieces.waits(connection, wanted, timezone)
    few: dict[str, list[float]] = {queue: [] for queue, some in lengths.items() if sum(some.values()) <= MOST_VISITS}
    for queue, wait in _waits(connection, replace(wanted, of=frozenset(few))):
        few[queue].append(wait)
    each = {queue: _exact(few[queue], SHARES) if queue in few else _read(lengths[queue], SHARES) for queue in lengths}
    together = merged(lengths.values())
    if sum(together.values()) > MOST_VISITS:
        return each, _read(together, SHARES)
    return each, _exact([wait for some in few.values() for wait in some], SHARES)


def _read(lengths: Waits, shares: Sequence[float]) -> tuple[Percentile, ...]:
    edges = [percentile_s(lengths, share) for share in shares]
    return tuple(Percentile(edge, None if edge is None else bucket_s(edge)) for edge in edges)


def _exact(waits: list[float], shares: Sequence[float]) -> tuple[Percentile, ...]:
    waits.sort()
    return tuple(Percentile(waits[ceil(share * len(waits)) - 1] if waits else None) for share in shares)


def _waits(connection: Connection, wanted: Range) -> Iterator[tuple[str, float]]:
    table = visits.c
    within = (table.joined_at >= wanted.since, table.joined_at < wanted.until, table.callback_id.is_(None))
    told = (as_kept(table.joined_at), as_kept(table.left_at))
    wish = select(table.queue, *told).where(
        *within, table.left_at.is_not(None), table.outcome == VisitOutcome.ANSWERED.value
    )
    if wanted.of is not None:
        wish = wish.where(looked_at(table.queue).in_(sorted(wanted.of)))
    for some in connection.execution_options(yield_per=AT_ONCE).execute(wish).partitions():
        for queue, joined, left in some:
            yield queue, max((moment_of(left) - moment_of(joined)).total_seconds(), 0.0)
