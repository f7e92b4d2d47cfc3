"""Counts read from the rollups: summed here, divided in `ivr.reports` only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Label, RowMapping, Select, Table, func, select

from ivr.reports.counts import LONGEST, SUMS, Counts, Thresholds
from ivr.reports.quarters import Quarter
from ivr.reports.waits import merged
from ivr.store.agent_rollups import AGENT_SUMS, agent_rollups
from ivr.store.rollups import rollups
from ivr.store.tallies import MICROSECONDS, column_of

ALL_COUNTS = (*SUMS, *LONGEST)
STORED = {name: column_of(name) for name in ALL_COUNTS}
COUNTING = ("offered", "handled", "refused", "offers")  # where none of these is, nothing happened
SOME = sum((rollups.c[name] for name in COUNTING[1:]), rollups.c[COUNTING[0]]) > 0
TIMES = frozenset(name for name in ALL_COUNTS if name.endswith("_s"))


@dataclass(frozen=True, slots=True)
class Range:
    """From `since` to just before `until`, both at a quarter of an hour (or `until` in the future); None: everybody."""

    since: datetime
    until: datetime
    of: frozenset[str] | None = None  # queues, or agents


def quarters(connection: Connection, wanted: Range) -> list[Quarter]:
    """The counts of every quarter of an hour in which somebody joined, in order."""
    columns = [column for column in rollups.columns if column.name != "waits"]
    wish = _within(select(*columns), rollups, "queue", wanted).where(SOME)
    ordered = wish.order_by(rollups.c.start, rollups.c.queue)
    return [_quarter(row) for row in connection.execute(ordered).mappings()]


def sums(connection: Connection, wanted: Range) -> dict[str, Counts]:
    """The counts of each queue that was joined in the range."""
    wish = _within(select(rollups.c.queue, *_totalled()), rollups, "queue", wanted).group_by(rollups.c.queue)
    return {
        row["queue"]: _counts(row, ALL_COUNTS)
        for row in connection.execute(wish).mappings()
        if any(row[name] for name in COUNTING)
    }


def totals(connection: Connection, wanted: Range) -> list[Quarter]:
    """The counts of each queue as one piece for each rule it was counted by, from the first quarter that holds any."""
    limits = (rollups.c.service_level_s, rollups.c.short_abandon_s)
    columns = (rollups.c.queue, func.min(rollups.c.start).label("start"), *limits, *_totalled())
    wish = _within(select(*columns), rollups, "queue", wanted).where(SOME)
    return [_quarter(row) for row in connection.execute(wish.group_by(rollups.c.queue, *limits)).mappings()]


def agent_sums(connection: Connection, wanted: Range) -> dict[str, Counts]:
    """Of each agent who talked: how many visits he answered, how many of them are over, talk and wrap-up."""
    columns = [func.sum(agent_rollups.c[column_of(name)]).label(column_of(name)) for name in AGENT_SUMS]
    wish = _within(select(agent_rollups.c.agent, *columns), agent_rollups, "agent", wanted)
    found = connection.execute(wish.group_by(agent_rollups.c.agent)).mappings()
    return {row["agent"]: _counts(row, AGENT_SUMS) for row in found if row["answered"]}


def waits(connection: Connection, wanted: Range) -> dict[str, dict[int, int]]:
    """How long the answered visits of each queue waited: counts by length, for percentiles."""
    wish = _within(select(rollups.c.queue, rollups.c.waits), rollups, "queue", wanted)
    parts: dict[str, list[dict[str, int]]] = {}
    for queue, lengths in connection.execute(wish):
        parts.setdefault(queue, []).append(lengths)
    return {queue: {int(edge): n for edge, n in merged(found).items()} for queue, found in parts.items()}


def _totalled() -> Iterator[Label[Any]]:
    for name in ALL_COUNTS:
        total = func.max if name in LONGEST else func.sum
        yield total(rollups.c[column_of(name)]).label(column_of(name))


def _within(wish: Select[Any], table: Table, name: str, wanted: Range) -> Select[Any]:
    bounded = wish.where(table.c.start >= wanted.since, table.c.start < wanted.until)
    return bounded if wanted.of is None else bounded.where(table.c[name].in_(sorted(wanted.of)))


def _quarter(row: RowMapping) -> Quarter:
    limits = Thresholds(row["service_level_s"], row["short_abandon_s"])
    return Quarter(row["queue"], row["start"], _counts(row, ALL_COUNTS), limits)


def _counts(row: RowMapping, names: Sequence[str]) -> Counts:
    return Counts(**{name: _value(row[STORED[name]], name in TIMES) for name in names})


def _value(stored: Any, is_time: bool) -> Any:
    # PostgreSQL sums big integers to decimals.
    return stored if stored is None else int(stored) / MICROSECONDS if is_time else int(stored)
