"""Recorded talks: where each file belongs, until when it is kept, and who listened to it (docs/recording.md)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from ivr.store.columns import Utc, metadata

FOLDER = "talks"  # of the files, in the installation's own folder
RETENTION = "its time was over"
PLAY_AGAIN = timedelta(minutes=10)  # parts asked for so soon after belong to the same playing
AT_ONCE = timedelta(seconds=3)  # a browser asks for the beginning more than once

talk_recordings = Table(
    "talk_recordings",
    metadata,
    Column("leg_id", String(64), primary_key=True),
    Column("call_id", String(36), nullable=False),
    Column("queue", String(64), nullable=False),
    Column("agent", String(64), nullable=False),
    Column("began_at", Utc, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("pauses", Text, nullable=False),  # a JSON list of seconds: from, until, from, until
    Column("sha256", String(64), nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("keep_until", Utc, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("deleted_at", Utc),
    Column("deleted_by", Text),
    Column("deleted_because", Text),
    Column("has_file", Boolean, nullable=False),
    Index(None, "call_id"),
    Index(None, "has_file", "keep_until"),
)
talk_recording_access = Table(
    "talk_recording_access",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("leg_id", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(16), nullable=False),
    Index(None, "leg_id", "at"),
)


class Listening(StrEnum):
    """What somebody did with a recording."""

    PLAYED = "played"
    DOWNLOADED = "downloaded"


@dataclass(frozen=True, slots=True)
class TalkRecording:
    """One recorded talk; held, its time does not end. What is deleted cannot be heard; its file goes soon."""

    leg_id: str
    call_id: str
    queue: str
    agent: str
    began_at: datetime
    seconds: float
    pauses: tuple[float, ...]
    sha256: str
    bytes: int
    keep_until: datetime
    held: bool = False
    deleted_at: datetime | None = None
    deleted_by: str | None = None
    deleted_because: str | None = None
    has_file: bool = True


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody listened."""

    id: str
    leg_id: str
    at: datetime
    who: str
    what: Listening


@dataclass(frozen=True, slots=True)
class DiskUse:
    """How many files there are and their bytes; how many of them are on legal hold."""

    files: int
    bytes: int
    held: int


def file_of(home: Path, leg_id: str) -> Path:
    """Where the sound of a recording is kept."""
    return home / FOLDER / f"{leg_id}.wav"


def add(connection: Connection, recording: TalkRecording) -> bool:
    """Keep one; False when it is known already."""
    if of(connection, recording.leg_id) is not None:
        return False
    row = {name: getattr(recording, name) for name in talk_recordings.c.keys()}  # noqa: SIM118 — columns, not a mapping
    connection.execute(insert(talk_recordings).values(row | {"pauses": json.dumps(recording.pauses)}))
    return True


def of(connection: Connection, leg_id: str) -> TalkRecording | None:
    """The recording of a leg; None when there is none."""
    return next(iter(read(connection, select(talk_recordings).where(talk_recordings.c.leg_id == leg_id))), None)


def of_call(connection: Connection, call_id: str) -> tuple[TalkRecording, ...]:
    """The recordings of a call, in order, those that were deleted too."""
    wish = select(talk_recordings).where(talk_recordings.c.call_id == call_id)
    return read(connection, wish.order_by(talk_recordings.c.began_at, talk_recordings.c.leg_id))


def hold(connection: Connection, leg_id: str, *, held: bool) -> None:
    """Put a recording on legal hold, or end that."""
    connection.execute(update(talk_recordings).where(talk_recordings.c.leg_id == leg_id).values(held=held))


def delete(connection: Connection, leg_ids: Iterable[str], at: datetime, by: str, because: str) -> int:
    """Have these deleted unless they are held or deleted: how many; the worker removes their files."""
    mine = (
        talk_recordings.c.leg_id.in_(list(leg_ids)),
        ~talk_recordings.c.held,
        talk_recordings.c.deleted_at.is_(None),
    )
    done = connection.execute(
        update(talk_recordings).where(*mine).values(deleted_at=at, deleted_by=by, deleted_because=because)
    )
    return done.rowcount


def outlived(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Ids of those whose time is over and who are not held."""
    rows = talk_recordings.c
    mine = (rows.has_file, rows.keep_until < now, ~rows.held, rows.deleted_at.is_(None))
    return list(connection.execute(select(rows.leg_id).where(*mine).limit(limit)).scalars())


def to_remove(connection: Connection, limit: int) -> list[str]:
    """Ids of the deleted ones whose file is still there."""
    rows = talk_recordings.c
    return list(
        connection.execute(
            select(rows.leg_id).where(rows.has_file, rows.deleted_at.is_not(None)).limit(limit)
        ).scalars()
    )


def removed(connection: Connection, leg_id: str) -> None:
    """The file is gone."""
    connection.execute(update(talk_recordings).where(talk_recordings.c.leg_id == leg_id).values(has_file=False))


def disk_use(connection: Connection) -> DiskUse:
    """What the files take."""
    rows, there = talk_recordings.c, talk_recordings.c.has_file
    files, total = connection.execute(select(func.count(), func.sum(rows.bytes)).where(there)).one()
    held = connection.execute(select(func.count()).where(there, rows.held)).scalar_one()
    return DiskUse(int(files), int(total or 0), int(held))


def listened(connection: Connection, access: Access, *, from_start: bool) -> bool:
    """Write down that somebody listens, unless it is another part of what is written down: whether it was written."""
    rows = talk_recording_access.c
    mine = (rows.leg_id == access.leg_id, rows.who == access.who, rows.what == access.what.value)
    last = connection.execute(select(func.max(rows.at)).where(*mine)).scalar()
    if last is not None and access.at - last < (AT_ONCE if from_start else PLAY_AGAIN):
        return False
    row = {name: getattr(access, name) for name in rows.keys()}  # noqa: SIM118 — columns, not a mapping
    connection.execute(insert(talk_recording_access).values(row))
    return True


def accesses(connection: Connection, leg_ids: Sequence[str], limit: int = 100) -> list[Access]:
    """Who listened to these, the latest first."""
    rows = talk_recording_access.c
    wish = select(talk_recording_access).where(rows.leg_id.in_(list(leg_ids)))
    found = connection.execute(wish.order_by(rows.at.desc(), rows.id.desc()).limit(limit)).mappings()
    return [Access(**(dict(row) | {"what": Listening(row["what"])})) for row in found]


def read(connection: Connection, wish: Select[Any]) -> tuple[TalkRecording, ...]:
    """The recordings a query over the table finds."""
    rows = connection.execute(wish).mappings()
    return tuple(TalkRecording(**(dict(row) | {"pauses": tuple(json.loads(row["pauses"]))})) for row in rows)
