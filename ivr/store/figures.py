"""Counts read from the rollups: summed here, divided in `ivr.reports` only."""

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    Table,
    Text,
    case,
    cast,
    func,
    literal,
    select,
)

from ivr.reports.counts import LONGEST, SUMS, Counts, Thresholds, total
from ivr.reports.day_level import ALL
from ivr.reports.quarters import Quarter
from ivr.reports.recount import Lengths
from ivr.reports.waits import Waits, merged
from ivr.store.columns import as_kept
from ivr.store.moments import moment_in
from ivr.store.rollups import rollups
from ivr.store.sums import MICROSECONDS, column_of

ALL_COUNTS = (*SUMS, *LONGEST)
MOST_SHORT_S = 1_000_000  # more than anybody waits and is a short abandon
COUNTING = ("offered", "handled", "refused", "offers")  # where none of these is, nothing happened
TIMES = frozenset(name for name in ALL_COUNTS if name.endswith("_s"))


@dataclass(frozen=True, slots=True)
class Range:
    """From `since` to just before `until`, both at a quarter of an hour (or `until` in the future); None: everybody."""

    since: datetime
    until: datetime
    of: frozenset[str] | None = None  # queues, or agents


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table of counts over a range; `timezone`: whose days, None of quarters of an hour."""

    table: Table
    wanted: Range
    timezone: str | None = None

    def of(self, wish: Select[Any]) -> Select[Any]:
        """The wish narrowed to these rows."""
        own = _within(wish, self.table, "queue", self.wanted)
        return own if self.timezone is None else own.where(self.table.c.timezone == self.timezone)

    def happened(self, wish: Select[Any]) -> Select[Any]:
        """The wish narrowed to the rows of these in which anything happened, in order."""
        return self.of(wish).where(_some(self.table)).order_by(self.table.c.start, self.table.c.queue)


def pieces(connection: Connection, part: Part, starts: Sequence[datetime]) -> list[Quarter]:
    """The counts of each queue and rule in every interval that begins at one of these moments, in order."""
    wish = part.happened(select(*_columns(part.table)))
    begins = _intervals(connection, starts)
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in connection.execute(wish).all():
        found.setdefault((row[0], begins(row[1]), _limits(row[2], row[3])), []).append(row[4:])
    return [Quarter(queue, start, _summed(rows), limits) for (queue, start, limits), rows in found.items()]


def lengths(connection: Connection, part: Part, starts: Sequence[datetime]) -> list[Lengths]:
    """The counts of every row, in order, with how long their callers waited, and the start they belong to."""
    table = part.table.c
    wish = part.happened(select(*_columns(part.table), table.waits, table.given_up))
    begins = _intervals(connection, starts)
    return [
        Lengths(
            _piece(row[0], begins(row[1]), _limits(row[2], row[3]), row[4:-2]), _by_edge(row[-2]), _by_edge(row[-1])
        )
        for row in connection.execute(wish).all()
    ]


def together(connection: Connection, part: Part, starts: Sequence[datetime]) -> list[Quarter]:
    """The counts of all queues as one without a name, in order, each with the start of these that it belongs to."""
    table = part.table.c
    # Grouped by the moment alone the rows come in their order; by rules too they would have to be sorted first.
    rule = case((table.offered > 0, table.service_level_s * MOST_SHORT_S + table.short_abandon_s))
    wish = part.of(select(as_kept(table.start), func.min(rule), func.max(rule), *_totalled(part.table)))
    begins = _intervals(connection, starts)
    return [
        _piece(ALL, begins(row[0]), _only(row[1], row[2]), row[3:])
        for row in connection.execute(wish.group_by(table.start).order_by(table.start)).all()
    ]


def sums(connection: Connection, wanted: Range) -> dict[str, Counts]:
    """The counts of each queue that was joined in the range."""
    wish = _within(select(rollups.c.queue, *_totalled(rollups)), rollups, "queue", wanted).group_by(rollups.c.queue)
    found = [(row[0], Counts._make(row[1:])) for row in connection.execute(wish).all()]
    return {queue: counts for queue, counts in found if any(getattr(counts, name) for name in COUNTING)}


def totals(connection: Connection, wanted: Range) -> list[Quarter]:
    """The counts of each queue as one piece for each rule it was counted by, which begin with the range."""
    limits = (rollups.c.service_level_s, rollups.c.short_abandon_s)
    wish = _within(select(rollups.c.queue, *limits, *_totalled(rollups)), rollups, "queue", wanted)
    found = connection.execute(wish.where(_some(rollups)).group_by(rollups.c.queue, *limits)).all()
    return [_piece(row[0], wanted.since, _limits(row[1], row[2]), row[3:]) for row in found]


def waits(connection: Connection, part: Part) -> dict[str, Waits]:
    """How long the answered visits of each queue waited: counts by length, for percentiles."""
    texts: dict[str, list[str]] = {}
    for queue, text in connection.execute(part.of(select(part.table.c.queue, cast(part.table.c.waits, Text)))).all():
        texts.setdefault(queue, []).append(text)
    # Read at once: one by one takes twice as long.
    return {queue: _by_edge(merged(json.loads(f"[{','.join(some)}]"))) for queue, some in texts.items()}


@cache
def _totalled(table: Table) -> list[ColumnElement[Any]]:
    totals = {name: func.max if name in LONGEST else func.sum for name in ALL_COUNTS}
    return [_told(name, end(table.c[column_of(name)])) for name, end in totals.items()]


@cache
def _columns(table: Table) -> list[ColumnElement[Any]]:
    limits = (table.c.service_level_s, table.c.short_abandon_s)
    return [
        table.c.queue,
        as_kept(table.c.start),
        *limits,
        *(_told(name, table.c[column_of(name)]) for name in ALL_COUNTS),
    ]


def _told(name: str, stored: ColumnElement[Any]) -> ColumnElement[Any]:
    # The database makes the seconds: a year has a hundred thousand of them.
    return cast(stored, Float) / literal(float(MICROSECONDS), Float) if name in TIMES else stored


def _some(table: Table) -> ColumnElement[bool]:
    return sum((table.c[name] for name in COUNTING[1:]), table.c[COUNTING[0]]) > 0


def _within(wish: Select[Any], table: Table, name: str, wanted: Range) -> Select[Any]:
    bounded = wish.where(table.c.start >= wanted.since, table.c.start < wanted.until)
    return bounded if wanted.of is None else bounded.where(table.c[name].in_(sorted(wanted.of)))


def _piece(queue: str, start: datetime, limits: Thresholds | None, counts: Sequence[Any]) -> Quarter:
    return Quarter(queue, start, Counts._make(counts), limits)


def _summed(rows: Sequence[Any]) -> Counts:
    return Counts._make(rows[0]) if len(rows) == 1 else total(rows)


_limits = lru_cache(64)(Thresholds)  # there are few, and each stands in thousands of rows


def _only(least: int | None, greatest: int | None) -> Thresholds | None:
    """The rule of all, told by the least and the greatest of theirs; None when there are several."""
    return _limits(*divmod(least, MOST_SHORT_S)) if least is not None and least == greatest else None


def _intervals(connection: Connection, starts: Sequence[datetime]) -> Callable[[Any], datetime]:
    """What finds the start of the interval that holds a moment as the database keeps it."""
    kept = [*map(moment_in(connection.dialect.name), starts)]
    return cache(lambda at: starts[bisect_right(kept, at) - 1])  # rows of many queues begin together


def _by_edge(counted: Mapping[str, Any]) -> dict[int, Any]:
    return {int(edge): count for edge, count in counted.items()}
