"""What webhooks are told: every message that is to be sent, was sent or could not be; also the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    insert,
    select,
)

from ivr.calls.ids import fresh_id
from ivr.store.columns import Utc, metadata
from ivr.store.outbox import Outbox, OutboxState

LEASE = timedelta(minutes=2)  # far longer than a message may take: who claimed it and is silent since was killed
MOST_SHOWN = 100

webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("webhook", String(64), nullable=False),
    Column("event", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Utc, nullable=False),
    Column("said", Text),
    Column("closed_at", Utc),
    Index(None, "state", "next_try_at"),
    Index(None, "webhook", "created_at"),
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one webhook."""

    id: str
    webhook: str
    event: str
    body: str
    created_at: datetime
    next_try_at: datetime
    state: OutboxState = OutboxState.QUEUED
    tries: int = 0
    said: str | None = None
    closed_at: datetime | None = None


def _message(row: Mapping[str, Any]) -> Message:
    return Message(**dict(row) | {"state": OutboxState(row["state"])})


OUTBOX = Outbox(webhook_deliveries, LEASE, _message)
of = OUTBOX.of


def queue(connection: Connection, message: Message) -> None:
    """Let a message be sent."""
    row = {name: getattr(message, name) for name in webhook_deliveries.c.keys()}  # noqa: SIM118
    connection.execute(insert(webhook_deliveries).values(row))


def again(connection: Connection, message_id: str, now: datetime) -> Message | None:
    """Let the same be sent again as a new message; None when there is none of this id."""
    found = of(connection, message_id)
    if found is None:
        return None
    made = Message(fresh_id(), found.webhook, found.event, found.body, now, now)
    queue(connection, made)
    return made


def latest(connection: Connection, webhook: str) -> tuple[Message, ...]:
    """What a webhook was told last, the latest first."""
    mine = select(webhook_deliveries).where(webhook_deliveries.c.webhook == webhook)
    ordered = mine.order_by(webhook_deliveries.c.created_at.desc(), webhook_deliveries.c.id.desc())
    return tuple(_message(dict(row)) for row in connection.execute(ordered.limit(MOST_SHOWN)).mappings())
