"""Counts per queue and quarter of an hour, and per queue and day, exactly in step with the visits.

Only what can be added up is kept. A day is one of the queue's own clock; its rows are the sums of their quarters, one
row for each rule these were counted by.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Connection, Integer, String, Table, delete, func, select
from sqlalchemy import update as change

from ivr.hours.zone import day_start, zone
from ivr.reports.counts import LONGEST, SUMS, Thresholds, total
from ivr.reports.quarters import QUARTER
from ivr.store import queue_rules, visits
from ivr.store.columns import Utc, metadata
from ivr.store.queues import Queue, queues
from ivr.store.rollup_sums import Counted, Sum, add_sum, by_key, counts_of, key_of, longest_of, place, sum_of
from ivr.store.sums import Key, Row, add, column_of
from ivr.store.tallies import Tally, sum_columns

NO_QUEUE = Queue("", "", "")  # the rule of a queue that only the history knows
RULE = ("timezone", "service_level_s", "short_abandon_s")


def _columns() -> list[Column[Any]]:
    return [
        *sum_columns(SUMS),
        *(Column(column_of(name), BigInteger) for name in LONGEST),
        Column("waits", JSON, nullable=False),  # of answered visits: edge in seconds -> count
        Column("given_up", JSON, nullable=False),  # of abandoned ones, short or not: edge -> [count, microseconds]
    ]


rollups = Table(
    "rollups",
    metadata,
    Column("start", Utc, primary_key=True),
    Column("queue", String(64), primary_key=True),
    Column("timezone", String(64), nullable=False),  # as the queue had it when the first visit came, as the next two
    Column("service_level_s", Integer, nullable=False),
    Column("short_abandon_s", Integer, nullable=False),
    *_columns(),
)

day_rollups = Table(
    "day_rollups",
    metadata,
    Column("start", Utc, primary_key=True),
    Column("queue", String(64), primary_key=True),
    Column("timezone", String(64), primary_key=True),
    Column("service_level_s", Integer, primary_key=True, autoincrement=False),
    Column("short_abandon_s", Integer, primary_key=True, autoincrement=False),
    *_columns(),
)

QUARTERS, DAYS = Tally(rollups), Tally(day_rollups)
DAY = tuple(column.name for column in day_rollups.primary_key)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Quarters and their days, as they are being counted; `known_*`: the keys of those there are already."""

    quarters: dict[Key, Row]
    days: dict[Key, Row]
    known_quarters: frozenset[Key]
    known_days: frozenset[Key]

    def of(self, key: Key) -> tuple[Row, Row]:
        quarter = self.quarters[key]
        return quarter, self.days[_day_key(quarter)]

    def limits(self, key: Key) -> Thresholds:
        return Thresholds(self.quarters[key]["service_level_s"], self.quarters[key]["short_abandon_s"])

    def add(self, key: Key, more: Sum) -> None:
        for row in self.of(key):
            add_sum(row, more)


def follow(connection: Connection, gone: Sequence[Counted], new: Sequence[Counted]) -> None:
    """Bring the counts in step when these visits and refusals took the place of those, which they have done."""
    groups = by_key(new)
    keys = {key_of(one) for one in gone} | groups.keys()
    if not keys:
        return
    rows = _rows(connection, keys)
    unsure = _take_away(rows, gone)
    for key, some in groups.items():
        rows.add(key, sum_of(some, rows.limits(key)))
    for key in unsure:
        _measure_again(connection, rows.quarters[key], rows.limits(key))
    QUARTERS.write(connection, rows.quarters, rows.known_quarters)
    for key in {_day_key(rows.quarters[key]) for key in unsure}:
        _measure_day(connection, rows.days[key])
    DAYS.write(connection, rows.days, rows.known_days)


def follow_sums(connection: Connection, sums: Mapping[Key, Sum], counted: Callable[[], Iterable[Counted]]) -> None:
    """The same for what is only new and added up already; `counted` gives it where another rule holds."""
    if not sums:
        return
    rows = _rows(connection, sums.keys())
    otherwise = {key for key, more in sums.items() if more.limits != rows.limits(key)}
    again = by_key(counted()) if otherwise else {}
    for key, more in sums.items():
        rows.add(key, sum_of(again[key], rows.limits(key)) if key in otherwise else more)
    QUARTERS.write(connection, rows.quarters, rows.known_quarters)
    DAYS.write(connection, rows.days, rows.known_days)


def _rows(connection: Connection, keys: Collection[Key]) -> _Rows:
    known = QUARTERS.known(connection, keys)
    quarters = known | _begun(connection, set(keys) - set(known))
    day_keys = {_day_key(row) for row in quarters.values()}
    known_days = DAYS.known(connection, day_keys)
    begun_days = {key: _empty(dict(zip(DAY, key, strict=True))) for key in day_keys - set(known_days)}
    return _Rows(quarters, known_days | begun_days, frozenset(known), frozenset(known_days))


def clear(connection: Connection) -> None:
    """Count nothing; the rules of past quarters are kept, they may be known from nowhere else."""
    nothing = {column_of(name): 0 for name in SUMS} | {column_of(name): None for name in LONGEST}
    connection.execute(change(rollups).values(**nothing, waits={}, given_up={}))
    connection.execute(delete(day_rollups))


def _day_key(quarter: Row) -> Key:
    where = zone(quarter["timezone"])
    start = day_start(quarter["start"].astimezone(where).date(), where)
    return (start, quarter["queue"], *(quarter[name] for name in RULE))


def _begun(connection: Connection, keys: Collection[Key]) -> dict[Key, Row]:
    wish = select(queues.c.id, *(queues.c[name] for name in RULE)).where(queues.c.id.in_({key[1] for key in keys}))
    present = {row["id"]: row for row in connection.execute(wish).mappings()} if keys else {}
    past = queue_rules.in_force(connection, [(key[0], key[1]) for key in keys])
    begun = {}
    for start, queue in keys:
        rule = {name: present[queue][name] if queue in present else getattr(NO_QUEUE, name) for name in RULE}
        if (start, queue) in past:
            limits = past[start, queue].thresholds
            rule |= {"service_level_s": limits.answer_s, "short_abandon_s": limits.short_s}
        begun[start, queue] = _empty({"start": start, "queue": queue} | rule)
    return begun


def _empty(named: dict[str, Any]) -> Row:
    sums, longest = {column_of(name): 0 for name in SUMS}, {column_of(name): None for name in LONGEST}
    return {**named, **sums, **longest, "waits": {}, "given_up": {}}


def _take_away(rows: _Rows, gone: Iterable[Counted]) -> set[Key]:
    """The quarters whose longest wait may be gone."""
    unsure = set()
    for one in gone:
        key = key_of(one)
        counts = counts_of(one, rows.limits(key))
        longest = longest_of(counts)
        for row in rows.of(key):
            add(row, counts, SUMS, -1)
            place(row, counts, -1)
            if any(length == row[column] is not None for column, length in longest.items()):
                unsure.add(key)
    return unsure


def _measure_again(connection: Connection, quarter: Row, limits: Thresholds) -> None:
    """The longest wait is gone: what is the longest now only the visits know."""
    left = visits.joined_between(connection, quarter["start"], quarter["start"] + QUARTER, [quarter["queue"]])
    quarter.update(longest_of(total([counts_of(visit, limits) for visit in left])))


def _measure_day(connection: Connection, day: Row) -> None:
    where = zone(day["timezone"])
    tomorrow = day_start(day["start"].astimezone(where).date() + timedelta(days=1), where)
    mine = [rollups.c.start >= day["start"], rollups.c.start < tomorrow, rollups.c.queue == day["queue"]]
    mine += [rollups.c[name] == day[name] for name in RULE]
    wish = select(*(func.max(rollups.c[column_of(name)]).label(column_of(name)) for name in LONGEST)).where(*mine)
    day.update(connection.execute(wish).mappings().one())
