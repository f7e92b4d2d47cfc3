"""What webhooks are told: every message that is to be sent, was sent or could not be; also the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from ivr.calls.ids import fresh_id
from ivr.store.columns import Utc, metadata

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


class DeliveryState(StrEnum):
    """How a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # for good
    GIVEN_UP = "given_up"  # tried often enough


OPEN = (DeliveryState.QUEUED, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one webhook."""

    id: str
    webhook: str
    event: str
    body: str
    created_at: datetime
    next_try_at: datetime
    state: DeliveryState = DeliveryState.QUEUED
    tries: int = 0
    said: str | None = None
    closed_at: datetime | None = None


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


def any_due(connection: Connection, now: datetime) -> bool:
    """Whether a message is to be sent by now."""
    return connection.execute(select(webhook_deliveries.c.id).where(*_due(now)).limit(1)).first() is not None


def claim(connection: Connection, now: datetime) -> Message | None:
    """The message due longest, this caller's alone until the lease is over; None when there is none."""
    ordered = select(webhook_deliveries).where(*_due(now)).order_by(webhook_deliveries.c.next_try_at)
    row = connection.execute(ordered.limit(1).with_for_update(skip_locked=True)).mappings().first()
    if row is None:
        return None
    taken = {"state": DeliveryState.SENDING, "tries": row["tries"] + 1, "next_try_at": now + LEASE}
    connection.execute(update(webhook_deliveries).where(webhook_deliveries.c.id == row["id"]).values(**taken))
    return _message(dict(row) | taken)


def close(connection: Connection, message: Message, state: DeliveryState, said: str, now: datetime) -> None:
    """Write how a claimed message ended."""
    wish = update(webhook_deliveries).where(*_claimed(message))
    connection.execute(wish.values(state=state, said=said, closed_at=now))


def put_back(connection: Connection, message: Message, at: datetime, said: str) -> None:
    """Let a claimed message be tried again at a time."""
    wish = update(webhook_deliveries).where(*_claimed(message))
    connection.execute(wish.values(state=DeliveryState.QUEUED, said=said, next_try_at=at))


def of(connection: Connection, message_id: str) -> Message | None:
    """One message, None when there is none of this id."""
    wish = select(webhook_deliveries).where(webhook_deliveries.c.id == message_id)
    row = connection.execute(wish).mappings().first()
    return None if row is None else _message(row)


def latest(connection: Connection, webhook: str) -> tuple[Message, ...]:
    """What a webhook was told last, the latest first."""
    mine = select(webhook_deliveries).where(webhook_deliveries.c.webhook == webhook)
    ordered = mine.order_by(webhook_deliveries.c.created_at.desc(), webhook_deliveries.c.id.desc())
    return tuple(_message(row) for row in connection.execute(ordered.limit(MOST_SHOWN)).mappings())


def forget(connection: Connection, before: datetime) -> None:
    """Forget messages closed before a moment."""
    connection.execute(delete(webhook_deliveries).where(webhook_deliveries.c.closed_at < before))


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return webhook_deliveries.c.state.in_(OPEN), webhook_deliveries.c.next_try_at <= now


def _claimed(message: Message) -> tuple[ColumnElement[bool], ...]:
    row = webhook_deliveries.c
    return row.id == message.id, row.state == DeliveryState.SENDING, row.tries == message.tries


def _message(row: Mapping[str, Any] | RowMapping) -> Message:
    return Message(**dict(row) | {"state": DeliveryState(row["state"])})
