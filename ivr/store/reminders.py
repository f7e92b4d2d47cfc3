"""Reminders and when they are due: claimed under a lease, so that one engine at a time works on one of them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Exists,
    Index,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    func,
    insert,
    or_,
    select,
    update,
)

from ivr.calls.disposition import Disposition
from ivr.store.attempts import attempts
from ivr.store.columns import Utc, metadata


class ReminderState(StrEnum):
    """Where a reminder stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # an engine works on it until the lease ends
    DONE = "done"
    REFUSED = "refused"  # it may not be called; the reason says why
    WITHDRAWN = "withdrawn"


reminders = Table(
    "reminders",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", String(32), nullable=False),
    Column("language", String(16), nullable=False),
    Column("message", JSON, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("state", String(16), nullable=False),
    Column("next_attempt_at", Utc),
    Column("lease_until", Utc),
    Column("disposition", String(16)),
    Column("response", String(16)),
    Column("reason", Text),
    Index(None, "state", "next_attempt_at"),
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to tell one person by telephone."""

    id: str
    number: str  # E.164
    language: str
    due_at: datetime
    created_at: datetime
    message: dict[str, Any] = field(default_factory=dict)  # what the prompts need, as plain JSON
    state: ReminderState = ReminderState.WAITING
    next_attempt_at: datetime | None = None
    lease_until: datetime | None = None
    attempts_made: int = 0  # counted, not stored
    disposition: Disposition | None = None
    response: str | None = None
    reason: str | None = None


def add(connection: Connection, reminder: Reminder) -> None:
    """Store a new reminder, first tried when it is due."""
    values = {name: getattr(reminder, name) for name in reminders.c.keys()}  # noqa: SIM118 — a collection of columns
    connection.execute(
        insert(reminders).values(values | {"next_attempt_at": reminder.next_attempt_at or reminder.due_at})
    )


def load(connection: Connection, reminder_id: str) -> Reminder | None:
    """One reminder."""
    row = connection.execute(_all().where(reminders.c.id == reminder_id)).mappings().first()
    return None if row is None else _reminder(row)


def latest(connection: Connection, limit: int = 50) -> list[Reminder]:
    """The reminders due last, the latest first."""
    wish = _all().order_by(reminders.c.due_at.desc(), reminders.c.id).limit(limit)
    return [_reminder(row) for row in connection.execute(wish).mappings()]


def claim_due(connection: Connection, now: datetime, limit: int, lease_until: datetime) -> list[Reminder]:
    """Claim due reminders until `lease_until`; those whose lease ended before an attempt began are due again."""
    waits = reminders.c.state == ReminderState.WAITING
    abandoned = (reminders.c.state == ReminderState.CLAIMED) & (reminders.c.lease_until < now) & ~_rings()
    due = select(reminders.c.id).where(or_(waits, abandoned), reminders.c.next_attempt_at <= now)
    due = due.order_by(reminders.c.next_attempt_at).limit(limit).with_for_update(skip_locked=True)  # SQLite: one writer
    ids = list(connection.execute(due).scalars())
    _set(connection, ids, state=ReminderState.CLAIMED, lease_until=lease_until)
    rows = connection.execute(_all().where(reminders.c.id.in_(ids)).order_by(reminders.c.next_attempt_at))
    return [_reminder(row) for row in rows.mappings()]


def extend_lease(connection: Connection, reminder_id: str, lease_until: datetime) -> None:
    """Keep a claimed reminder longer, while its call goes on."""
    _set(connection, [reminder_id], lease_until=lease_until)


def put_back(connection: Connection, reminder_id: str, next_attempt_at: datetime, reason: str | None = None) -> None:
    """Give a claimed reminder back untried, to be due at a later moment."""
    state = ReminderState.WAITING
    _set(connection, [reminder_id], state=state, next_attempt_at=next_attempt_at, lease_until=None, reason=reason)


def refuse(connection: Connection, reminder_id: str, reason: str) -> None:
    """Close a reminder that may not be called."""
    _set(connection, [reminder_id], state=ReminderState.REFUSED, lease_until=None, reason=reason)


def close(connection: Connection, reminder_id: str, disposition: Disposition) -> None:
    """Close a reminder with the disposition of its last attempt."""
    _set(connection, [reminder_id], state=ReminderState.DONE, lease_until=None, disposition=disposition)


def respond(connection: Connection, reminder_id: str, response: str) -> None:
    """Keep what the person answered."""
    _set(connection, [reminder_id], response=response)


def withdraw(connection: Connection, reminder_id: str) -> bool:
    """Call a waiting reminder off: False when it is being worked on or over."""
    wish = update(reminders).where(reminders.c.id == reminder_id, reminders.c.state == ReminderState.WAITING)
    return connection.execute(wish.values(state=ReminderState.WITHDRAWN)).rowcount == 1


def _rings() -> Exists:
    return select(attempts.c.id).where(attempts.c.reminder_id == reminders.c.id, attempts.c.ended_at.is_(None)).exists()


def _all() -> Select[Any]:
    made = select(func.count()).where(attempts.c.reminder_id == reminders.c.id).scalar_subquery()
    return select(reminders, made.label("attempts_made"))


def _set(connection: Connection, ids: list[str], **values: object) -> None:
    if ids:
        connection.execute(update(reminders).where(reminders.c.id.in_(ids)).values(**values))


def _reminder(row: RowMapping) -> Reminder:
    values = dict(row)
    values["state"] = ReminderState(row["state"])
    values["disposition"] = None if row["disposition"] is None else Disposition(row["disposition"])
    return Reminder(**values)
