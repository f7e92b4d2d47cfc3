"""What became of the calls that entered each menu, counted in the database."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Exists, Select, exists, func, or_, select

from ivr.reports.call_record import LegKind
from ivr.reports.menu_share import MenuCalls
from ivr.store.refusals import refusals
from ivr.store.visits import calls, legs, visits

MENU = "menu:"


def between(connection: Connection, since: datetime, until: datetime) -> list[MenuCalls]:
    """The calls that came in from `since` to just before `until`, by menu and by what became of them."""
    found = _wish(since, until).subquery()
    wish = select(found.c.entry, found.c.disposition, found.c.reached, func.count()).group_by(
        found.c.entry, found.c.disposition, found.c.reached
    )
    return [
        MenuCalls(entry.removeprefix(MENU), disposition, bool(reached), count)
        for entry, disposition, reached, count in connection.execute(wish)
    ]


def each(
    connection: Connection, since: datetime, until: datetime, menu: str | None
) -> Iterator[tuple[str, datetime, MenuCalls]]:
    """The same calls one by one, in order: call, when it came in, and what became of it; of all menus or of one."""
    wish = _wish(since, until).order_by(calls.c.started_at, calls.c.call_id)
    if menu is not None:
        wish = wish.where(calls.c.entry == MENU + menu)
    for call_id, started_at, entry, disposition, reached in connection.execute(wish):
        yield call_id, started_at, MenuCalls(entry.removeprefix(MENU), disposition, bool(reached))


def _has(column: Column[str]) -> Exists:
    return exists().where(column == calls.c.call_id)


def _wish(since: datetime, until: datetime) -> Select[Any]:
    outside = exists().where(legs.c.call_id == calls.c.call_id, legs.c.kind == LegKind.OUTSIDE.value)
    reached = or_(_has(visits.c.call_id), _has(refusals.c.call_id), outside)
    columns = (calls.c.call_id, calls.c.started_at, calls.c.entry, calls.c.disposition, reached.label("reached"))
    return select(*columns).where(
        calls.c.started_at >= since, calls.c.started_at < until, calls.c.entry.startswith(MENU)
    )
