"""Intentions of the console and what became of each: the row is the truth, the doorbell only wakes the engine."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, Row, String, Table, Text, delete, insert, select, update

from ivr.calls.ids import fresh_id
from ivr.calls.intentions import Intention, Outcome, from_plain, lives_s, to_plain
from ivr.errors import Misuse
from ivr.store.columns import Utc, metadata

AT_ONCE = 50

intentions = Table(
    "intentions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("wish", JSON, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("written_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("outcome", String(16)),
    Column("reason", Text),
    Column("closed_at", Utc),
    Index(None, "outcome", "written_at"),
)


@dataclass(frozen=True, slots=True)
class IntentionRow:
    """An intention, who wrote it, and its outcome: None while the engine has not closed it."""

    id: str
    wish: Intention | None  # None: of a kind nobody here knows
    written_by: str
    written_at: datetime
    expires_at: datetime
    outcome: Outcome | None = None
    reason: str | None = None
    closed_at: datetime | None = None

    def expired(self, now: datetime) -> bool:
        """Whether it is too late to perform this."""
        return now >= self.expires_at


def write(connection: Connection, intention: Intention, by: str, now: datetime) -> str:
    """Write an intention down: its id, by which its outcome is asked for."""
    row = {
        "id": fresh_id(),
        "wish": to_plain(intention),
        "written_by": by,
        "written_at": now,
        "expires_at": now + timedelta(seconds=lives_s(intention)),
    }
    connection.execute(insert(intentions).values(row))
    return str(row["id"])


def waiting(connection: Connection) -> list[IntentionRow]:
    """The first of those that have no outcome, those that expired meanwhile among them."""
    open_ones = select(intentions).where(intentions.c.outcome.is_(None))
    ordered = open_ones.order_by(intentions.c.written_at, intentions.c.id).limit(AT_ONCE)
    return [_row(found) for found in connection.execute(ordered)]


def close(connection: Connection, intention_id: str, outcome: Outcome, reason: str | None, now: datetime) -> bool:
    """Write the outcome down, once: whether there was none before."""
    still_open = (intentions.c.id == intention_id, intentions.c.outcome.is_(None))
    values = {"outcome": outcome.value, "reason": reason, "closed_at": now}
    return connection.execute(update(intentions).where(*still_open).values(values)).rowcount == 1


def of(connection: Connection, intention_id: str) -> IntentionRow | None:
    """An intention with its outcome, None when there is no such id."""
    found = connection.execute(select(intentions).where(intentions.c.id == intention_id)).first()
    return _row(found) if found else None


def forget_closed(connection: Connection, before: datetime) -> None:
    """Delete what was closed before a moment: the audit knows who wished what."""
    connection.execute(delete(intentions).where(intentions.c.closed_at < before))


def _row(found: Row[Any]) -> IntentionRow:
    values = dict(found._mapping)
    outcome = values.pop("outcome")
    return IntentionRow(**values | {"wish": _wish(found.wish), "outcome": Outcome(outcome) if outcome else None})


def _wish(plain: Any) -> Intention | None:
    try:
        return from_plain(plain)
    except Misuse:  # written by a console of another version: it keeps nobody else's waiting
        return None
