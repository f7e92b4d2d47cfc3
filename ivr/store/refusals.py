"""Callers a queue did not let in, a row each: a fold over the history, shown beside what was offered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, Index, Integer, RowMapping, String, Table, select

from ivr.reports.call_record import Refusal
from ivr.store.columns import Utc, metadata

refusals = Table(
    "refusals",
    metadata,
    Column("call_id", String(36), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # the call's first is 1
    Column("queue", String(64), nullable=False),
    Column("refused_at", Utc, nullable=False),
    Column("cause", String(16), nullable=False),
    Index(None, "refused_at"),
)


def of_calls(connection: Connection, call_ids: Sequence[str]) -> list[Refusal]:
    """The refusals of these calls."""
    wish = select(refusals).where(refusals.c.call_id.in_(list(call_ids)))
    return [_refusal(row) for row in connection.execute(wish).mappings()]


def between(connection: Connection, since: datetime, until: datetime, queues: Sequence[str]) -> list[Refusal]:
    """Who was refused by queues from `since` to just before `until`, in order."""
    within = (refusals.c.refused_at >= since, refusals.c.refused_at < until, refusals.c.queue.in_(queues))
    wish = select(refusals).where(*within).order_by(refusals.c.refused_at, refusals.c.call_id)
    return [_refusal(row) for row in connection.execute(wish).mappings()]


def _refusal(row: RowMapping) -> Refusal:
    return Refusal(row["call_id"], row["queue"], row["refused_at"], row["cause"])
