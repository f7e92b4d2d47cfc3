"""Attempts of reminders: written before Asterisk is asked, so that a crash never makes a telephone ring twice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)

from ivr.calls.disposition import Disposition
from ivr.store.columns import Utc, metadata

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("reminder_id", String(36), ForeignKey("reminders.id"), nullable=False),
    Column("number", Integer, nullable=False),  # 1 is the first try
    Column("call_id", String(36), nullable=False, unique=True),
    Column("leg_id", String(64), nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("disposition", String(16)),
    UniqueConstraint("reminder_id", "number"),
    Index(None, "started_at"),
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a reminder, with the ids its call has in the history and in Asterisk."""

    id: str
    reminder_id: str
    number: int
    call_id: str
    leg_id: str
    started_at: datetime
    ended_at: datetime | None = None
    disposition: Disposition | None = None


def begin(connection: Connection, attempt: Attempt) -> bool:
    """Write that this attempt is about to be originated: False, and nothing written, when it was begun before."""
    same = (attempts.c.reminder_id == attempt.reminder_id, attempts.c.number >= attempt.number)
    _lock_reminder(connection, attempt.reminder_id)
    if connection.execute(select(attempts.c.id).where(*same)).first() is not None:
        return False
    values = {name: getattr(attempt, name) for name in attempts.c.keys()}  # noqa: SIM118 — a collection of columns
    connection.execute(insert(attempts).values(values))
    return True


def finish(connection: Connection, attempt_id: str, disposition: Disposition, ended_at: datetime) -> bool:
    """Write how an attempt ended: False when that was written before."""
    wish = update(attempts).where(attempts.c.id == attempt_id, attempts.c.ended_at.is_(None))
    return connection.execute(wish.values(disposition=disposition, ended_at=ended_at)).rowcount == 1


def of_reminder(connection: Connection, reminder_id: str) -> list[Attempt]:
    """The attempts of one reminder, the first one first."""
    wish = select(attempts).where(attempts.c.reminder_id == reminder_id).order_by(attempts.c.number)
    return [_attempt(row) for row in connection.execute(wish).mappings()]


def of_call(connection: Connection, call_id: str) -> Attempt | None:
    """The attempt a call belongs to."""
    row = connection.execute(select(attempts).where(attempts.c.call_id == call_id)).mappings().first()
    return None if row is None else _attempt(row)


def left_open(connection: Connection, now: datetime | None = None) -> list[Attempt]:
    """Attempts begun and not ended (by `now`: of those whose lease is over): to be finished, never originated again."""
    reminders = metadata.tables["reminders"]
    wish = (
        select(attempts).join(reminders, reminders.c.id == attempts.c.reminder_id).where(attempts.c.ended_at.is_(None))
    )
    if now is not None:
        wish = wish.where(reminders.c.lease_until < now)
    return [_attempt(row) for row in connection.execute(wish.order_by(attempts.c.started_at)).mappings()]


def _lock_reminder(connection: Connection, reminder_id: str) -> None:
    reminders = metadata.tables["reminders"]
    connection.execute(select(reminders.c.id).where(reminders.c.id == reminder_id).with_for_update())


def _attempt(row: RowMapping) -> Attempt:
    values = dict(row)
    values["disposition"] = None if row["disposition"] is None else Disposition(row["disposition"])
    return Attempt(**values)
