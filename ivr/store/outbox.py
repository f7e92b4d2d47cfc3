"""What mails and messages to webhooks share: rows that are claimed, sent, tried again, and then are the log of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update


class OutboxState(StrEnum):
    """How what is to be sent stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"  # refused for good
    GIVEN_UP = "given_up"  # tried often enough


OPEN = (OutboxState.QUEUED, OutboxState.SENDING)


class Claimed(Protocol):
    """What tells one claimant of a row from a later one."""

    @property
    def id(self) -> str:
        """The row."""

    @property
    def tries(self) -> int:
        """Which try this is."""


One = TypeVar("One", bound=Claimed)


@dataclass(frozen=True, slots=True)
class Outbox(Generic[One]):
    """One table of what is to be sent; whoever claimed a row and is silent for longer than the lease was killed."""

    table: Table
    lease: timedelta
    read: Callable[[Mapping[str, Any]], One]  # what a row is

    def any_due(self, connection: Connection, now: datetime) -> bool:
        """Whether something is to be sent by now."""
        return connection.execute(select(self.table.c.id).where(*self._due(now)).limit(1)).first() is not None

    def claim(self, connection: Connection, now: datetime) -> One | None:
        """What is due longest, now this caller's alone until the lease is over; None when there is none."""
        wish = select(self.table).where(*self._due(now)).order_by(self.table.c.next_try_at, self.table.c.id).limit(1)
        row = connection.execute(wish.with_for_update(skip_locked=True)).mappings().first()
        if row is None:
            return None
        taken = {"state": OutboxState.SENDING, "tries": row["tries"] + 1, "next_try_at": now + self.lease}
        connection.execute(update(self.table).where(self.table.c.id == row["id"]).values(**taken))
        return self.read(dict(row) | taken)

    def close(self, connection: Connection, one: One, state: OutboxState, said: str, now: datetime) -> bool:
        """Write how what was claimed ended; False when it is not this claimant's any more."""
        return self._write(connection, one, {"state": state, "said": said or None, "closed_at": now})

    def put_back(self, connection: Connection, one: One, at: datetime, said: str) -> bool:
        """Let what was claimed be tried again at a time; False when it is not this claimant's any more."""
        return self._write(connection, one, {"state": OutboxState.QUEUED, "said": said, "next_try_at": at})

    def of(self, connection: Connection, row_id: str) -> One | None:
        """What is kept under an id; None when nothing is."""
        row = connection.execute(select(self.table).where(self.table.c.id == row_id)).mappings().first()
        return None if row is None else self.read(dict(row))

    def forget(self, connection: Connection, before: datetime) -> int:
        """Forget what was closed before a moment: how many there were."""
        return connection.execute(delete(self.table).where(self.table.c.closed_at < before)).rowcount

    def _due(self, now: datetime) -> tuple[ColumnElement[bool], ...]:
        return self.table.c.state.in_(OPEN), self.table.c.next_try_at <= now

    def _write(self, connection: Connection, one: One, values: Mapping[str, Any]) -> bool:
        row = self.table.c
        mine = (row.id == one.id, row.state == OutboxState.SENDING, row.tries == one.tries)
        return connection.execute(update(self.table).where(*mine).values(**values)).rowcount > 0
