"""Many rows in one statement past sqlalchemy's binding of each value, for what writes millions of rows."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

from ivr.errors import Misuse

Stored = Callable[[Iterable[Any]], tuple[Any, ...]]
AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose values are already as the database keeps them (`stored_by`), in the order of the names."""
    if not rows:
        return
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", list(rows))  # noqa: S608
    else:
        _copied(connection, f"COPY {table.name} ({columns}) FROM STDIN", rows)


def _copied(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """PostgreSQL takes rows in a stream for a third of what single statements cost."""
    cursor: Any = connection.connection.cursor()
    with closing(cursor), cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def stored_by(connection: Connection) -> Stored:
    """What makes values as this database keeps them: moments as `columns.Utc` does, words of an Enum as text."""
    at = _as_text if connection.dialect.name == "sqlite" else _aware

    def stored(values: Iterable[Any]) -> tuple[Any, ...]:
        return tuple([one if one.__class__ in AS_THEY_ARE else _kept(one, at) for one in values])

    return stored


def _kept(value: Any, at: Callable[[datetime], Any]) -> Any:
    return at(value) if value.__class__ is datetime else value.value if isinstance(value, Enum) else value


@lru_cache(maxsize=4096)
def _as_text(at: datetime) -> str:
    return _aware(at).astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise Misuse(f"{at.isoformat()} has no time zone and cannot be stored")
    return at
