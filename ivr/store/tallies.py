"""Rows that hold sums under a key: read, added to and taken from, written back.

Sums of seconds are whole microseconds, so that adding and taking away again leaves nothing behind.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, Update, bindparam, insert, select
from sqlalchemy import update as change

MICROSECONDS = 1_000_000

Row = dict[str, Any]
Key = tuple[Any, ...]


@cache
def column_of(name: str) -> str:
    """The column that keeps one of the counts: seconds are kept as microseconds."""
    return f"{name[:-1]}us" if name.endswith("_s") else name


def sum_columns(names: Iterable[str]) -> Iterator[Column[int]]:
    """The columns these counts are kept in, fresh ones for each table."""
    for name in names:
        yield Column(column_of(name), BigInteger if name.endswith("_s") else Integer, nullable=False)


def kept(counts: object, name: str) -> Any:
    """One of the counts as it is kept: whole numbers, or None."""
    value: Any = getattr(counts, name)
    return round(value * MICROSECONDS) if value is not None and name.endswith("_s") else value


def add(row: Row, counts: object, names: Iterable[str], sign: int) -> None:
    """Add counts to a row, or take them away."""
    for name, column, is_time in _places(tuple(names)):
        value = getattr(counts, name)
        if value:
            row[column] += sign * (round(value * MICROSECONDS) if is_time else value)


@cache
def _places(names: tuple[str, ...]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((name, column_of(name), name.endswith("_s")) for name in names)


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of sums; its key begins with a moment and a name."""

    table: Table

    def key(self, row: Mapping[str, Any]) -> Key:
        """The key of a row."""
        return tuple(row[column.name] for column in self.table.primary_key)

    def known(self, connection: Connection, keys: Collection[Key]) -> dict[Key, Row]:
        """The rows there are of these keys."""
        start, name = list(self.table.primary_key)[:2]
        wish = select(self.table).where(start.in_({key[0] for key in keys}), name.in_({key[1] for key in keys}))
        rows = [dict(row) for row in connection.execute(wish).mappings()] if keys else []
        return {self.key(row): row for row in rows if self.key(row) in keys}

    def write(self, connection: Connection, rows: Mapping[Key, Row], known: Collection[Key]) -> None:
        """Keep these rows: those known already in their place, the others anew."""
        begun = [row for key, row in rows.items() if key not in known]
        if begun:
            connection.execute(insert(self.table), begun)
        if not known:
            return
        own, free = _columns(self.table)
        values = [
            {f"of_{name}": rows[key][name] for name in own} | {name: rows[key][name] for name in free} for key in known
        ]
        connection.execute(_rewriting(self.table), values)


@cache
def _columns(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    own = tuple(column.name for column in table.primary_key)
    return own, tuple(column.name for column in table.columns if column.name not in own)


@cache
def _rewriting(table: Table) -> Update:
    """One statement for all rows: to make it costs more than to write a row."""
    own, free = _columns(table)
    wish = change(table).where(*(table.c[name] == bindparam(f"of_{name}") for name in own))
    return wish.values({name: bindparam(name) for name in free})
