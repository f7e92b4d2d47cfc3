"""Choices of a page that somebody kept under a name: his own, or shared with who may see that page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from ivr.errors import FieldError
from ivr.store.columns import Utc, metadata
from ivr.store.register import check_name

MOST = 50  # of one person

saved_filters = Table(
    "saved_filters",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("owner_name", Text, nullable=False),
    Column("page", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("query", JSON, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("changed_at", Utc, nullable=False),
    UniqueConstraint("owner", "page", "name"),
)


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A choice of a page as its address carries it; `owner` is the id of an account or token."""

    id: str
    owner: str
    owner_name: str
    page: str
    name: str
    query: Mapping[str, str]
    shared: bool
    changed_at: datetime


def seen_by(connection: Connection, owner: str, page: str | None = None) -> list[SavedFilter]:
    """One's own and those that are shared, by page and name."""
    wish = select(saved_filters).where(or_(saved_filters.c.owner == owner, saved_filters.c.shared))
    return _listed(connection, wish if page is None else wish.where(saved_filters.c.page == page))


def of(connection: Connection, filter_id: str) -> SavedFilter | None:
    """One of them, whosever it is."""
    return next(iter(_listed(connection, select(saved_filters).where(saved_filters.c.id == filter_id))), None)


def add(connection: Connection, wanted: SavedFilter) -> SavedFilter:
    """Keep a new one, or raise FieldError."""
    mine = select(func.count()).select_from(saved_filters).where(saved_filters.c.owner == wanted.owner)
    if (connection.execute(mine).scalar() or 0) >= MOST:
        raise FieldError("name", "You have %(most)s saved filters already: delete one first.", most=MOST)
    _check(connection, wanted)
    connection.execute(insert(saved_filters).values(**_values(wanted)))
    return wanted


def change(connection: Connection, wanted: SavedFilter) -> SavedFilter:
    """Give it another name, or share it, or no longer; FieldError when that cannot be."""
    _check(connection, wanted)
    values = {name: value for name, value in _values(wanted).items() if name not in ("id", "owner", "page")}
    connection.execute(update(saved_filters).where(saved_filters.c.id == wanted.id).values(**values))
    return wanted


def remove(connection: Connection, filter_id: str) -> bool:
    """Forget it: False when it was gone."""
    return connection.execute(delete(saved_filters).where(saved_filters.c.id == filter_id)).rowcount == 1


def _check(connection: Connection, wanted: SavedFilter) -> None:
    check_name(wanted.name)
    table = saved_filters.c
    same = (table.owner == wanted.owner, table.page == wanted.page, table.name == wanted.name, table.id != wanted.id)
    if connection.execute(select(table.id).where(*same)).first() is not None:
        raise FieldError("name", "You have a filter called %(name)s on this page already.", name=wanted.name)


def _values(one: SavedFilter) -> dict[str, Any]:
    return {name: getattr(one, name) for name in saved_filters.c.keys()} | {"query": dict(one.query)}  # noqa: SIM118


def _listed(connection: Connection, wish: Select[Any]) -> list[SavedFilter]:
    rows: list[RowMapping] = list(connection.execute(wish).mappings())
    found = [SavedFilter(**row) for row in rows]
    return sorted(found, key=lambda one: (one.page, one.name.casefold(), one.id))
