"""Recordings handed in, taken away or put back by people: wished in the console, done by the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Index, Select, String, Table, Text, delete, insert, select, update

from ivr.store.columns import Utc, metadata

HANDED_IN = "handed-in"  # folder of the sound files as they came, each under the id of its wish

recording_wishes = Table(
    "recording_wishes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("language", String(16), nullable=False),
    Column("name", String(128), nullable=False),
    Column("deed", String(16), nullable=False),
    Column("undone", String(36)),
    Column("wished_by", Text, nullable=False),
    Column("wished_at", Utc, nullable=False),
    Column("outcome", String(16), index=True),
    Column("reason", Text),
    Index(None, "language", "name"),
)


class RecordingDeed(StrEnum):
    """What is wished of a recording."""

    HAND_IN = "hand_in"
    REMOVE = "remove"
    PUT_BACK = "put_back"  # as it was before an earlier wish


class RecordingOutcome(StrEnum):
    """What became of it."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RecordingWish:
    """One wish; it has no outcome until the worker took it up."""

    id: str
    name: str
    language: str
    deed: RecordingDeed
    wished_by: str
    wished_at: datetime
    undone: str | None = None  # of PUT_BACK: the wish that is taken back
    outcome: RecordingOutcome | None = None
    reason: str | None = None


def handed_in(home: Path, wish_id: str) -> Path:
    """Where the bytes of a wish wait for the worker."""
    return home / HANDED_IN / f"{wish_id}.sound"


def write(connection: Connection, wish: RecordingWish) -> None:
    """Ask the worker for it."""
    row = {name: getattr(wish, name) for name in recording_wishes.c.keys()}  # noqa: SIM118 — columns, not a mapping
    connection.execute(insert(recording_wishes).values(row))


def waiting(connection: Connection) -> tuple[RecordingWish, ...]:
    """What is not done yet, the oldest first."""
    wish = select(recording_wishes).where(recording_wishes.c.outcome.is_(None))
    return _read(connection, wish.order_by(recording_wishes.c.wished_at, recording_wishes.c.id))


def of(connection: Connection, wish_id: str) -> RecordingWish | None:
    """One wish; None when there is none of this id."""
    return next(iter(_read(connection, select(recording_wishes).where(recording_wishes.c.id == wish_id))), None)


def about(connection: Connection, name: str, language: str, limit: int = 5) -> tuple[RecordingWish, ...]:
    """What was wished of one recording, the latest first."""
    wish = select(recording_wishes).where(recording_wishes.c.name == name, recording_wishes.c.language == language)
    order = (recording_wishes.c.wished_at.desc(), recording_wishes.c.id.desc())
    return _read(connection, wish.order_by(*order).limit(limit))


def close(connection: Connection, wish_id: str, outcome: RecordingOutcome, reason: str | None = None) -> None:
    """Say what became of it."""
    wish = update(recording_wishes).where(recording_wishes.c.id == wish_id)
    connection.execute(wish.values(outcome=outcome.value, reason=reason))


def forget(connection: Connection, before: datetime) -> Sequence[str]:
    """Forget what was done so long ago that nobody takes it back: the ids."""
    old = (recording_wishes.c.outcome.is_not(None), recording_wishes.c.wished_at < before)
    ids = connection.execute(select(recording_wishes.c.id).where(*old)).scalars().all()
    connection.execute(delete(recording_wishes).where(recording_wishes.c.id.in_(ids)))
    return ids


def _read(connection: Connection, wish: Select[Any]) -> tuple[RecordingWish, ...]:
    rows = connection.execute(wish).mappings()
    return tuple(_wish(**row) for row in rows)


def _wish(*, deed: str, outcome: str | None, **rest: object) -> RecordingWish:
    return RecordingWish(
        deed=RecordingDeed(deed),
        outcome=RecordingOutcome(outcome) if outcome else None,
        **rest,  # type: ignore[arg-type]
    )
