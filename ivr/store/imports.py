"""The imports there were: which file, by which zone, and what it brought."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Integer, RowMapping, String, Table, Text, delete, insert, select, update

from ivr.store.columns import Utc, metadata

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("path", Text, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("began_at", Utc, nullable=False),
    Column("ended_at", Utc),  # None: it was broken off, or goes on
    Column("rows", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("undone_at", Utc),
)


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was taken over; times of its own read by the clock of `timezone`."""

    id: int
    kind: str
    path: str
    timezone: str
    began_at: datetime
    ended_at: datetime | None = None
    rows: int = 0
    events: int = 0
    undone_at: datetime | None = None


def begin(connection: Connection, kind: str, path: str, timezone: str, now: datetime) -> int:
    """Write down that an import begins: its id."""
    values = {"kind": kind, "path": path, "timezone": timezone, "began_at": now, "rows": 0, "events": 0}
    return int(connection.execute(insert(imports).values(values).returning(imports.c.id)).scalar_one())


def end(connection: Connection, import_id: int, rows: int, events: int, now: datetime) -> None:
    """Write down what an import brought; one that found nothing to read is forgotten."""
    mine = imports.c.id == import_id
    if rows:
        connection.execute(update(imports).where(mine).values(ended_at=now, rows=rows, events=events))
    else:
        connection.execute(delete(imports).where(mine))


def undone(connection: Connection, import_id: int, now: datetime) -> None:
    """Write down that an import was taken back."""
    connection.execute(update(imports).where(imports.c.id == import_id).values(undone_at=now))


def of(connection: Connection, import_id: int) -> Import | None:
    """One import."""
    row = connection.execute(select(imports).where(imports.c.id == import_id)).mappings().one_or_none()
    return None if row is None else _import(row)


def every(connection: Connection) -> list[Import]:
    """All imports, the latest first."""
    return [_import(row) for row in connection.execute(select(imports).order_by(imports.c.id.desc())).mappings()]


def _import(row: RowMapping) -> Import:
    return Import(**dict(row))
