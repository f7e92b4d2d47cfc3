"""Counts per queue and quarter of an hour, and per queue and day, exactly in step with the visits.

Only what can be added up is kept. A day is one of the queue's own clock; its rows are the sums of their quarters, one
row for each rule these were counted by.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Connection, Integer, String, Table, delete, func, select
from sqlalchemy import update as change

from ivr.hours.zone import day_start, zone
from ivr.reports.call_record import Refusal, Visit
from ivr.reports.counts import LONGEST, SUMS, Counts, Thresholds, ended_counts, total
from ivr.reports.quarters import QUARTER, quarter_of
from ivr.reports.waits import edge_of
from ivr.store import queue_rules, visits
from ivr.store.columns import Utc, metadata
from ivr.store.queues import Queue, queues
from ivr.store.tallies import Key, Row, Tally, add, column_of, kept, sum_columns

NO_QUEUE = Queue("", "", "")  # the rule of a queue that only the history knows
RULE = ("timezone", "service_level_s", "short_abandon_s")

Counted = Visit | Refusal


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
    """Quarters and their days, as they are being counted."""

    quarters: dict[Key, Row]
    days: dict[Key, Row]

    def of(self, one: Counted) -> tuple[Row, Row]:
        quarter = self.quarters[_key(one)]
        return quarter, self.days[_day_key(quarter)]


def follow(connection: Connection, gone: Sequence[Counted], new: Sequence[Counted]) -> None:
    """Bring the counts in step when these visits and refusals took the place of those, which they have done."""
    keys = {_key(one) for one in (*gone, *new)}
    if not keys:
        return
    known = QUARTERS.known(connection, keys)
    quarters = known | _begun(connection, keys - set(known))
    day_keys = {_day_key(row) for row in quarters.values()}
    known_days = DAYS.known(connection, day_keys)
    begun_days = {key: _empty(dict(zip(DAY, key, strict=True))) for key in day_keys - set(known_days)}
    rows = _Rows(quarters, known_days | begun_days)
    unsure = _take_away(rows, gone)
    _count_new(rows, new)
    for key in unsure:
        _measure_again(connection, quarters[key])
    QUARTERS.write(connection, quarters, set(known))
    for key in {_day_key(quarters[key]) for key in unsure}:
        _measure_day(connection, rows.days[key])
    DAYS.write(connection, rows.days, set(known_days))


def clear(connection: Connection) -> None:
    """Count nothing; the rules of past quarters are kept, they may be known from nowhere else."""
    nothing = {column_of(name): 0 for name in SUMS} | {column_of(name): None for name in LONGEST}
    connection.execute(change(rollups).values(**nothing, waits={}, given_up={}))
    connection.execute(delete(day_rollups))


def _key(one: Counted) -> Key:
    return quarter_of(one.refused_at if isinstance(one, Refusal) else one.joined_at), one.queue


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


def _count_new(rows: _Rows, new: Iterable[Counted]) -> None:
    """Count what is new, all of a quarter at once: an import brings hundreds."""
    of_quarter: dict[Key, list[Counted]] = {}
    for one in new:
        of_quarter.setdefault(_key(one), []).append(one)
    for some in of_quarter.values():
        both = rows.of(some[0])
        counts = [_counts(both[0], one) for one in some]
        whole = total(counts)
        for row in both:
            add(row, whole, SUMS, 1)
            _lengthen(row, whole)
            for one_of_them in counts:
                _place(row, one_of_them, 1)


def _take_away(rows: _Rows, gone: Iterable[Counted]) -> set[Key]:
    """The quarters whose longest wait may be gone."""
    unsure = set()
    for one in gone:
        for row in rows.of(one):
            counts = _counts(row, one)
            add(row, counts, SUMS, -1)
            _place(row, counts, -1)
            if any(kept(counts, name) == row[column_of(name)] is not None for name in LONGEST):
                unsure.add(_key(one))
    return unsure


def _counts(row: Row, one: Counted) -> Counts:
    if isinstance(one, Refusal):
        return Counts(refused=1)
    return ended_counts(one, Thresholds(row["service_level_s"], row["short_abandon_s"]))


def _place(row: Row, counts: Counts, sign: int) -> None:
    """Count the length of one visit's wait."""
    if counts.answered:
        row["waits"] = _counted_at(row["waits"], str(edge_of(counts.longest_wait_s or 0)), sign)
    elif counts.abandoned or counts.short_abandoned:
        edge, length = str(edge_of(counts.longest_wait_s or 0)), kept(counts, "longest_wait_s")
        row["given_up"] = _summed_at(row["given_up"], edge, length, sign)


def _counted_at(lengths: Row, edge: str, sign: int) -> Row:
    left = lengths.get(edge, 0) + sign
    return lengths | {edge: left} if left else {one: count for one, count in lengths.items() if one != edge}


def _summed_at(lengths: Row, edge: str, length_us: int, sign: int) -> Row:
    count, sum_us = lengths.get(edge, (0, 0))
    left = [count + sign, sum_us + sign * length_us]
    return lengths | {edge: left} if left[0] else {one: sums for one, sums in lengths.items() if one != edge}


def _lengthen(row: Row, counts: Counts) -> None:
    for name in LONGEST:
        found = [length for length in (row[column_of(name)], kept(counts, name)) if length is not None]
        row[column_of(name)] = max(found, default=None)


def _measure_again(connection: Connection, quarter: Row) -> None:
    """The longest wait is gone: what is the longest now only the visits know."""
    left = visits.joined_between(connection, quarter["start"], quarter["start"] + QUARTER, [quarter["queue"]])
    counts = total([_counts(quarter, visit) for visit in left])
    for name in LONGEST:
        quarter[column_of(name)] = kept(counts, name)


def _measure_day(connection: Connection, day: Row) -> None:
    where = zone(day["timezone"])
    tomorrow = day_start(day["start"].astimezone(where).date() + timedelta(days=1), where)
    mine = [rollups.c.start >= day["start"], rollups.c.start < tomorrow, rollups.c.queue == day["queue"]]
    mine += [rollups.c[name] == day[name] for name in RULE]
    wish = select(*(func.max(rollups.c[column_of(name)]).label(column_of(name)) for name in LONGEST)).where(*mine)
    day.update(connection.execute(wish).mappings().one())
