"""Menus: each change is a version of its own, and every version is kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Connection, Integer, String, Table, func, insert, select

from ivr.store.columns import metadata

menus = Table(
    "menus",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("definition", JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu's definition as plain JSON; its version counts the changes."""

    id: str
    definition: dict[str, Any]
    version: int = 0


def save_menu(connection: Connection, menu: Menu) -> int:
    """Store a menu's definition as its next version unless it is the latest already: the version it has now."""
    known = {latest.id: latest for latest in load_menus(connection)}.get(menu.id)
    if known is not None and known.definition == menu.definition:
        return known.version
    version = known.version + 1 if known else 1
    connection.execute(insert(menus).values(id=menu.id, version=version, definition=menu.definition))
    return version


def load_menus(connection: Connection) -> tuple[Menu, ...]:
    """Every menu in its latest version."""
    latest = select(menus.c.id, func.max(menus.c.version).label("version")).group_by(menus.c.id).subquery()
    wish = select(menus).join(latest, (menus.c.id == latest.c.id) & (menus.c.version == latest.c.version))
    return tuple(Menu(**dict(row)) for row in connection.execute(wish.order_by(menus.c.id)).mappings())


def menus_naming(connection: Connection, key: str, value: str) -> tuple[str, ...]:
    """The menus with a node whose `key` (queue, skill) is this value."""
    return tuple(
        menu.id
        for menu in load_menus(connection)
        if any(node.get(key) == value for node in menu.definition.get("nodes", {}).values())
    )
