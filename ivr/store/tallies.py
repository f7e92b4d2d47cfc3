"""Tables of rows that hold sums under a key: read, and written back (`store/sums`)."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Connection, Integer, Table

from ivr.store.bulk import change_rows, insert_rows, select_in
from ivr.store.moments import moment_in, moment_of
from ivr.store.sums import Key, Row, column_of


def sum_columns(names: Iterable[str]) -> Iterator[Column[int]]:
    """The columns these counts are kept in, fresh ones for each table."""
    for name in names:
        yield Column(column_of(name), BigInteger if name.endswith("_s") else Integer, nullable=False)


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of sums; its key begins with a moment and a name."""

    table: Table

    def key(self, row: Mapping[str, Any]) -> Key:
        """The key of a row."""
        return tuple(row[column.name] for column in self.table.primary_key)

    def known(self, connection: Connection, keys: Collection[Key]) -> dict[Key, Row]:
        """The rows there are of these keys."""
        if not keys:
            return {}
        at = moment_in(connection.dialect.name)
        starts, names = {at(key[0]) for key in keys}, {key[1] for key in keys}
        found = (self._row(values) for values in select_in(connection, _reading(self.table), starts, names))
        return {key: row for row in found if (key := self.key(row)) in keys}

    def write(self, connection: Connection, rows: Mapping[Key, Row], known: Collection[Key]) -> None:
        """Keep these rows: those known already in their place, the others anew."""
        own, free = _columns(self.table)
        at = moment_in(connection.dialect.name)
        begun = [self._values((*own, *free), row, at) for key, row in rows.items() if key not in known]
        insert_rows(connection, self.table, (*own, *free), begun)
        again = [self._values((*free, *own), rows[key], at) for key in known]
        change_rows(connection, _rewriting(self.table), again)

    def count(self, connection: Connection, sums: Mapping[Key, Mapping[str, int]]) -> None:
        """Add these to the rows of their keys, where nothing but numbers is kept; a row not there yet begins with 0."""
        _, free = _columns(self.table)
        at = moment_in(connection.dialect.name)
        rows = [(at(key[0]), *key[1:], *(more.get(name, 0) for name in free)) for key, more in sorted(sums.items())]
        change_rows(connection, _counting(self.table), rows)

    def _row(self, values: Iterable[Any]) -> Row:
        row = dict(zip(_names(self.table), values, strict=True))
        row["start"] = moment_of(row["start"])
        for name in _texts(self.table):
            if isinstance(row[name], str):
                row[name] = json.loads(row[name])
        return row

    def _values(self, names: Iterable[str], row: Row, at: Callable[[datetime], Any]) -> tuple[Any, ...]:
        kept_so = row | {"start": at(row["start"])} | {name: json.dumps(row[name]) for name in _texts(self.table)}
        return tuple([kept_so[name] for name in names])


@cache
def _names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


@cache
def _texts(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if isinstance(column.type, JSON))


@cache
def _columns(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    own = tuple(column.name for column in table.primary_key)
    return own, tuple(name for name in _names(table) if name not in own)


@cache
def _reading(table: Table) -> str:
    start, name = (column.name for column in list(table.primary_key)[:2])
    return f"SELECT {', '.join(_names(table))} FROM {table.name} WHERE {start} IN ({{}}) AND {name} IN ({{}})"  # noqa: S608


@cache
def _rewriting(table: Table) -> str:
    own, free = ([f"{name} = ?" for name in names] for names in _columns(table))
    return f"UPDATE {table.name} SET {', '.join(free)} WHERE {' AND '.join(own)}"  # noqa: S608


@cache
def _counting(table: Table) -> str:
    own, free = _columns(table)
    marks = ", ".join("?" * (len(own) + len(free)))
    added = ", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in free)
    return (
        f"INSERT INTO {table.name} ({', '.join((*own, *free))}) VALUES ({marks})"  # noqa: S608
        f" ON CONFLICT ({', '.join(own)}) DO UPDATE SET {added}"
    )
