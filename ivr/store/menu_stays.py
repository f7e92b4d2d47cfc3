"""Stays of callers at menus, and their counts per quarter of an hour: folds over the history, kept exactly in step."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, Select, String, Table, delete, func, insert, select

from ivr.reports.call_record import CallRecord, MenuStay
from ivr.reports.menu_share import StaySum
from ivr.reports.menu_stays import whole_call
from ivr.reports.quarters import quarter_of
from ivr.store.columns import Utc, metadata
from ivr.store.sums import Key, add
from ivr.store.tallies import Tally

WAY = ("menu", "node", "ended", "key", "went")
SUMS = ("calls", "timeouts", "wrong")
LENGTHS = {"menu": 64, "node": 64, "ended": 16, "key": 16, "went": 64}
AT_ONCE = 1000

menu_stays = Table(
    "menu_stays",
    metadata,
    Column("call_id", String(36), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("entered_at", Utc, nullable=False),
    *(Column(name, String(length), nullable=False) for name, length in LENGTHS.items()),
    Column("timeouts", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Index(None, "entered_at"),
)

menu_rollups = Table(
    "menu_rollups",
    metadata,
    Column("start", Utc, primary_key=True),
    *(Column(name, String(length), primary_key=True) for name, length in LENGTHS.items()),
    *(Column(name, Integer, nullable=False) for name in SUMS),
)

TALLY = Tally(menu_rollups)
OF_STAY = tuple(field.name for field in fields(MenuStay))
COLUMNS = tuple(menu_stays.c[name] for name in OF_STAY)
VALUES, OF_WAY = attrgetter(*OF_STAY), attrgetter(*WAY)


def rows_of(records: Iterable[CallRecord]) -> list[MenuStay]:
    """The stays of these calls, each call's own among them."""
    found = []
    for record in records:
        whole = whole_call(record)
        found += [*([whole] if whole else []), *record.stays]
    return found


def of_calls(connection: Connection, call_ids: Sequence[str]) -> list[MenuStay]:
    """The stays kept of these calls."""
    if not call_ids:
        return []
    return list(_stays(connection, select(*COLUMNS).where(menu_stays.c.call_id.in_(list(call_ids)))))


def replace(connection: Connection, before: Sequence[MenuStay], after: Sequence[MenuStay]) -> None:
    """Put stays in the place of those their calls had, and bring the counts in step."""
    was, now = Counter(before), Counter(after)
    gone, new = list((was - now).elements()), list((now - was).elements())
    for call_id, number in {(one.call_id, one.number) for one in gone}:
        same = (menu_stays.c.call_id == call_id, menu_stays.c.number == number)
        connection.execute(delete(menu_stays).where(*same))
    if new:
        connection.execute(insert(menu_stays), [dict(zip(OF_STAY, VALUES(one), strict=True)) for one in new])
    _follow(connection, [(one, -1) for one in gone] + [(one, 1) for one in new])


def clear(connection: Connection) -> None:
    """Forget every stay, and count nothing."""
    for table in (menu_stays, menu_rollups):
        connection.execute(delete(table))


def sums(connection: Connection, since: datetime, until: datetime, menu: str | None = None) -> list[StaySum]:
    """The stays that began from `since` (a quarter of an hour) to just before `until`, by the way they went."""
    columns = [menu_rollups.c[name] for name in WAY]
    wish = select(*columns, *(func.sum(menu_rollups.c[name]) for name in SUMS)).group_by(*columns)
    mine = wish.where(menu_rollups.c.start >= since, menu_rollups.c.start < until)
    if menu is not None:
        mine = mine.where(menu_rollups.c.menu == menu)
    return [StaySum(*row) for row in connection.execute(mine.order_by(*columns)) if row[len(WAY)]]


def each(connection: Connection, since: datetime, until: datetime, of: dict[str, str]) -> Iterator[MenuStay]:
    """The same one by one, in order; `of`: the columns they are held to. Whole calls have no node."""
    wish = select(*COLUMNS).where(menu_stays.c.entered_at >= since, menu_stays.c.entered_at < until)
    for name, value in of.items():
        wish = wish.where(menu_stays.c[name] == value)
    ordered = wish.order_by(menu_stays.c.entered_at, menu_stays.c.call_id, menu_stays.c.number)
    yield from _stays(connection.execution_options(yield_per=AT_ONCE), ordered)


def _follow(connection: Connection, signed: Sequence[tuple[MenuStay, int]]) -> None:
    keys: set[Key] = {_key(one) for one, _ in signed}
    if not keys:
        return
    known = TALLY.known(connection, keys)
    begun = {key: dict(zip(("start", *WAY), key, strict=True)) | dict.fromkeys(SUMS, 0) for key in keys - set(known)}
    rows = known | begun
    for one, sign in signed:
        counts = StaySum(one.menu, one.node, one.ended, one.key, one.went, 1, one.timeouts, one.wrong)
        add(rows[_key(one)], counts, SUMS, sign)
    TALLY.write(connection, rows, set(known))


def _key(one: MenuStay) -> Key:
    return quarter_of(one.entered_at), *OF_WAY(one)


def _stays(connection: Connection, wish: Select[Any]) -> Iterator[MenuStay]:
    with connection.execute(wish) as rows:
        for row in rows:
            yield MenuStay(*row)
