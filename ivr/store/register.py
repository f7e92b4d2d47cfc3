"""Rows that people create and change: checked, numbered by version, never deleted.

A row carries the version its reader saw. A change of a version that is no longer the stored one changes nothing and
comes back as `Stale`; what may not be is a `FieldError` naming the field. Every write gives the row before and after.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, RowMapping, Table, column, insert, select, table, text, update
from sqlalchemy.sql.expression import TableClause

from ivr.calls.slug import fresh_slug
from ivr.errors import FieldError

SECRET = {"secret": True}  # metadata of a field that no page and no audit may show
NAME_LENGTH = 60
CENTRE_LOCK = 4157302  # any number, the same in every process


@dataclass(frozen=True, slots=True)
class Row:
    """What every kept row has; `version` is the one its reader saw."""

    id: str
    name: str
    active: bool = field(default=True, kw_only=True)
    version: int = field(default=1, kw_only=True)


T = TypeVar("T", bound=Row)


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """A row as it was (None: it is new) and as it is now."""

    before: T | None
    after: T


@dataclass(frozen=True, slots=True)
class Stale(Generic[T]):
    """Nothing was changed because somebody else had changed the row meanwhile: what it is now."""

    found: T


@dataclass(frozen=True, slots=True)
class Tie:
    """A column that holds the id of a row elsewhere, and what to say to him who would break that tie."""

    table: str
    column: str
    sentence: str

    def source(self) -> TableClause:
        """The other table, without importing its module."""
        names = dict.fromkeys(("id", "name", "active", self.column))
        return table(self.table, *(column(name) for name in names))


def _allowed(_connection: Connection, _row: Any) -> None:
    """Nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be kept: own checks, rows this one points at (`column` is ours), active rows that point at this one."""

    check: Callable[[Connection, Any], None] = _allowed
    points_at: tuple[Tie, ...] = ()
    used_by: tuple[Tie, ...] = ()
    release: Callable[[Connection, Any], None] = _allowed  # further checks before a deactivation
    prefix: str = ""
    fallback: str = "new"  # the id of a name without a single ASCII letter
    reserved: frozenset[str] = frozenset()


class Register(Generic[T]):
    """The rows of one table as people keep them."""

    def __init__(self, kept: Table, row: type[T], rules: Rules) -> None:
        self._table, self._row, self._rules = kept, row, rules

    def everyone(self, connection: Connection) -> tuple[T, ...]:
        """Every row, by id."""
        found = connection.execute(select(self._table).order_by(self._table.c.id)).mappings()
        return self._read(connection, found)

    def of(self, connection: Connection, row_id: str) -> T | None:
        """One row, None when there is none of this id."""
        found = connection.execute(select(self._table).where(self._table.c.id == row_id)).mappings()
        return next(iter(self._read(connection, found)), None)

    def from_plain(self, values: Mapping[str, Any]) -> T:
        """The row that `plain` described, such as an audit's before."""
        return self._row(**values)

    def create(self, connection: Connection, wanted: T) -> Change[T]:
        """Keep a new, active row; its id is made from its name."""
        take_turn(connection)
        self._check(connection, wanted)
        taken = self._rules.reserved | set(connection.execute(select(self._table.c.id)).scalars())
        new_id = fresh_slug(wanted.name, taken, self._rules.prefix, self._rules.fallback)
        made = replace(wanted, id=new_id, active=True, version=1)
        connection.execute(insert(self._table).values(self._values(made) | self._birth()))
        return Change(None, self._again(connection, new_id))

    def change(self, connection: Connection, wanted: T) -> Change[T] | Stale[T]:
        """Keep these values of a row, if it still has the version they were made from; whether it is active stays."""
        return self._move(connection, wanted, lambda found: replace(wanted, active=found.active))

    def deactivate(self, connection: Connection, seen: T) -> Change[T] | Stale[T]:
        """Take a row out of use, if nothing active needs it."""
        return self._move(connection, seen, lambda found: replace(found, active=False))

    def activate(self, connection: Connection, seen: T) -> Change[T] | Stale[T]:
        """Take a row into use again."""
        return self._move(connection, seen, lambda found: replace(found, active=True))

    def restore(self, connection: Connection, done: Change[T]) -> Change[T] | Stale[T]:
        """Undo a change, if nothing was changed since; a row that was new is deactivated."""
        before = done.before
        if before is None:
            return self.deactivate(connection, done.after)
        return self._move(connection, done.after, lambda _found: before)

    def _move(self, connection: Connection, seen: T, wanted_of: Callable[[T], T]) -> Change[T] | Stale[T]:
        take_turn(connection)
        found = self.of(connection, seen.id)
        if found is None:
            raise FieldError("id", "%(id)s does not exist.", id=seen.id)
        if found.version != seen.version:
            return Stale(found)
        wanted = replace(wanted_of(found), version=found.version + 1)
        if found.active and not wanted.active:
            self._release(connection, found)
        self._check(connection, wanted)
        connection.execute(update(self._table).where(self._table.c.id == found.id).values(self._values(wanted)))
        return Change(found, self._again(connection, found.id))

    def _check(self, connection: Connection, wanted: T) -> None:
        check_name(wanted.name)
        for tie in self._rules.points_at if wanted.active else ():
            pointed = getattr(wanted, tie.column)
            if pointed is not None and not is_active(connection, tie.table, pointed):
                raise FieldError(tie.column, tie.sentence, id=pointed)
        self._rules.check(connection, wanted)

    def _release(self, connection: Connection, found: T) -> None:
        for tie in self._rules.used_by:
            users = tie.source()
            wish = select(users.c.name).where(users.c[tie.column] == found.id, users.c.active).order_by(users.c.name)
            names = connection.execute(wish).scalars().all()
            if names:
                raise FieldError("active", tie.sentence, names=", ".join(names))
        self._rules.release(connection, found)

    def _again(self, connection: Connection, row_id: str) -> T:
        found = self.of(connection, row_id)
        assert found is not None
        return found

    def _read(self, _connection: Connection, rows: Iterable[RowMapping]) -> tuple[T, ...]:
        return tuple(self._row(**row) for row in rows)

    def _values(self, row: T) -> dict[str, Any]:
        return {name: value for name, value in plain(row).items() if name in self._table.c}

    def _birth(self) -> dict[str, Any]:
        """What a new row is given beside what people entered."""
        return {}


def plain(row: Row) -> dict[str, Any]:
    """A row as JSON can hold it, without its secrets: for the audit, and to be read again by `from_plain`."""
    return {one.name: getattr(row, one.name) for one in fields(row) if not one.metadata.get("secret")}


def check_name(name: str, field_name: str = "name") -> None:
    """Refuse a name that nobody could read on a page or a telephone."""
    if not name.strip():
        raise FieldError(field_name, "Enter a name.")
    if len(name) > NAME_LENGTH:
        raise FieldError(field_name, "Enter at most %(most)s characters.", most=NAME_LENGTH)
    if name != name.strip() or not name.isprintable():
        raise FieldError(field_name, "Enter a name without line breaks and without blanks around it.")


def is_active(connection: Connection, table_name: str, row_id: str) -> bool:
    there = table(table_name, column("id"), column("active"))
    return connection.execute(select(there.c.id).where(there.c.id == row_id, there.c.active)).first() is not None


def take_turn(connection: Connection) -> None:
    """One change of the centre at a time, which SQLite gives by itself: two checks must not pass side by side."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CENTRE_LOCK})
