"""Percentiles of waits: exact from the visits while these are few, read from counts by length above that."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

from sqlalchemy import Connection, select

from ivr.calls.disposition import VisitOutcome
from ivr.reports.waits import Percentile, bucket_s, percentile_s
from ivr.store import pieces
from ivr.store.figures import Range
from ivr.store.visits import looked_at, visits

MOST_VISITS = 100_000
SHARES = (0.5, 0.9, 0.95)


def percentiles(
    connection: Connection, wanted: Range, timezone: str, shares: Sequence[float] = SHARES
) -> tuple[Percentile, ...]:
    """The percentiles of the waits of answered visits of all queues in the range, as one."""
    lengths = pieces.waits(connection, wanted, timezone)
    if sum(lengths.values()) > MOST_VISITS:
        edges = [percentile_s(lengths, share) for share in shares]
        return tuple(Percentile(edge, None if edge is None else bucket_s(edge)) for edge in edges)
    exact = sorted(_waits(connection, wanted))
    return tuple(Percentile(exact[ceil(share * len(exact)) - 1] if exact else None) for share in shares)


def _waits(connection: Connection, wanted: Range) -> list[float]:
    table = visits.c
    within = (table.joined_at >= wanted.since, table.joined_at < wanted.until, table.callback_id.is_(None))
    wish = select(table.joined_at, table.left_at).where(*within, table.outcome == VisitOutcome.ANSWERED.value)
    if wanted.of is not None:
        wish = wish.where(looked_at(table.queue).in_(sorted(wanted.of)))
    return [_seconds(joined, left) for joined, left in connection.execute(wish) if left is not None]


def _seconds(since: datetime, until: datetime) -> float:
    return max((until - since).total_seconds(), 0.0)
