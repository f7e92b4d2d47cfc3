"""Callers a queue did not let in, a row each: a fold over the history, shown beside what was offered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, RowMapping, String, Table, select

from ivr.reports.call_record import CallRecord, Refusal
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


def rows_of(record: CallRecord) -> list[dict[str, Any]]:
    """The rows of a call."""
    return [
        {
            "call_id": record.call_id,
            "number": number,
            "queue": one.queue,
            "refused_at": one.refused_at,
            "cause": one.cause,
        }
        for number, one in enumerate(record.refusals, start=1)
    ]


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
