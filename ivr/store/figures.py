"""Counts read from the rollups: summed here, divided in `ivr.reports` only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, RowMapping, Select, Table, func, literal, select

from ivr.reports.agent_time import TIME_SUMS, AgentTime
from ivr.reports.counts import LONGEST, SUMS, Counts, Thresholds
from ivr.reports.quarters import Quarter
from ivr.reports.recount import Lengths
from ivr.reports.waits import merged
from ivr.store.agent_rollups import AGENT_SUMS, agent_pauses, agent_rollups
from ivr.store.rollups import day_rollups, rollups
from ivr.store.tallies import MICROSECONDS, column_of

ALL_COUNTS = (*SUMS, *LONGEST)
STORED = {name: column_of(name) for name in ALL_COUNTS}
COUNTING = ("offered", "handled", "refused", "offers")  # where none of these is, nothing happened
TIMES = frozenset(name for name in ALL_COUNTS if name.endswith("_s"))
WHOLE = len(ALL_COUNTS) - len(TIMES)  # the first ones are whole numbers, the others seconds


@dataclass(frozen=True, slots=True)
class Range:
    """From `since` to just before `until`, both at a quarter of an hour (or `until` in the future); None: everybody."""

    since: datetime
    until: datetime
    of: frozenset[str] | None = None  # queues, or agents


def quarters(connection: Connection, wanted: Range) -> list[Quarter]:
    """The counts of every quarter of an hour in which somebody joined, in order."""
    wish = _within(_as_quarters(rollups), rollups, "queue", wanted).where(_some(rollups))
    return _quarters(connection, wish.order_by(rollups.c.start, rollups.c.queue))


def days(connection: Connection, wanted: Range, timezone: str) -> list[Quarter]:
    """The counts of every day of this zone that begins in the range, in order, each rule's apart."""
    wish = _within(_as_quarters(day_rollups), day_rollups, "queue", wanted)
    mine = wish.where(day_rollups.c.timezone == timezone, _some(day_rollups))
    return _quarters(connection, mine.order_by(day_rollups.c.start, day_rollups.c.queue))


def lengths(connection: Connection, table: Table, wanted: Range, timezone: str | None) -> list[Lengths]:
    """The pieces of one table (days: of this zone) with how long their callers waited."""
    wish = _within(_as_quarters(table).add_columns(table.c.waits, table.c.given_up), table, "queue", wanted)
    mine = wish.where(_some(table)) if timezone is None else wish.where(table.c.timezone == timezone, _some(table))
    return [
        Lengths(_quarter(*numbers), _by_edge(answered), _by_edge(given_up))
        for *numbers, answered, given_up in connection.execute(mine.order_by(table.c.start))
    ]


def together(connection: Connection, wanted: Range, name: str) -> list[Quarter]:
    """The counts of every quarter of an hour of all queues as one of this name, each rule's apart, in order."""
    table = rollups.c
    limits = (table.service_level_s, table.short_abandon_s)
    columns = (literal(name), table.start, *limits, *_totalled(rollups))
    wish = _within(select(*columns), rollups, "queue", wanted).where(_some(rollups))
    return _quarters(connection, wish.group_by(table.start, *limits).order_by(table.start))


def sums(connection: Connection, wanted: Range) -> dict[str, Counts]:
    """The counts of each queue that was joined in the range."""
    wish = _within(select(rollups.c.queue, *_totalled(rollups)), rollups, "queue", wanted).group_by(rollups.c.queue)
    return {
        row["queue"]: _counts(row, ALL_COUNTS)
        for row in connection.execute(wish).mappings()
        if any(row[name] for name in COUNTING)
    }


def totals(connection: Connection, wanted: Range) -> list[Quarter]:
    """The counts of each queue as one piece for each rule it was counted by, from the first quarter that holds any."""
    limits = (rollups.c.service_level_s, rollups.c.short_abandon_s)
    columns = (rollups.c.queue, func.min(rollups.c.start), *limits, *_totalled(rollups))
    wish = _within(select(*columns), rollups, "queue", wanted).where(_some(rollups))
    return _quarters(connection, wish.group_by(rollups.c.queue, *limits))


def agent_sums(connection: Connection, wanted: Range) -> dict[str, Counts]:
    """Of each agent who talked: how many visits he answered, how many of them are over, talk and wrap-up."""
    columns = [func.sum(agent_rollups.c[column_of(name)]).label(column_of(name)) for name in AGENT_SUMS]
    wish = _within(select(agent_rollups.c.agent, *columns), agent_rollups, "agent", wanted)
    found = connection.execute(wish.group_by(agent_rollups.c.agent)).mappings()
    return {row["agent"]: _counts(row, AGENT_SUMS) for row in found if row["answered"]}


def agent_times(connection: Connection, wanted: Range) -> dict[str, AgentTime]:
    """What each agent did with his time in the range, states that are over only; who did nothing is left out."""
    columns = [func.sum(agent_rollups.c[column_of(name)]).label(column_of(name)) for name in TIME_SUMS]
    wish = _within(select(agent_rollups.c.agent, *columns), agent_rollups, "agent", wanted)
    pauses = _pauses(connection, wanted)
    found = connection.execute(wish.group_by(agent_rollups.c.agent)).mappings()
    times = {
        row["agent"]: AgentTime(
            **{name: _value(row[column_of(name)], name.endswith("_s")) for name in TIME_SUMS},
            pauses=pauses.get(row["agent"], {}),
        )
        for row in found
    }
    return {agent: time for agent, time in times.items() if time != AgentTime()}


def _pauses(connection: Connection, wanted: Range) -> dict[str, dict[str, float]]:
    table = agent_pauses.c
    wish = _within(select(table.agent, table.reason, func.sum(table.paused_us)), agent_pauses, "agent", wanted)
    found: dict[str, dict[str, float]] = {}
    for agent, reason, paused_us in connection.execute(wish.group_by(table.agent, table.reason)):
        if paused_us:
            found.setdefault(agent, {})[reason] = _value(paused_us, True)
    return found


def waits(connection: Connection, wanted: Range) -> dict[str, dict[int, int]]:
    """How long the answered visits of each queue waited: counts by length, for percentiles."""
    wish = _within(select(rollups.c.queue, rollups.c.waits), rollups, "queue", wanted)
    parts: dict[str, list[dict[str, int]]] = {}
    for queue, lengths in connection.execute(wish):
        parts.setdefault(queue, []).append(lengths)
    return {queue: {int(edge): n for edge, n in merged(found).items()} for queue, found in parts.items()}


def _totalled(table: Table) -> Iterator[Label[Any]]:
    for name in ALL_COUNTS:
        total = func.max if name in LONGEST else func.sum
        yield total(table.c[column_of(name)]).label(column_of(name))


def _as_quarters(table: Table) -> Select[Any]:
    limits = (table.c.service_level_s, table.c.short_abandon_s)
    return select(table.c.queue, table.c.start, *limits, *(table.c[column_of(name)] for name in ALL_COUNTS))


def _some(table: Table) -> ColumnElement[bool]:
    return sum((table.c[name] for name in COUNTING[1:]), table.c[COUNTING[0]]) > 0


def _within(wish: Select[Any], table: Table, name: str, wanted: Range) -> Select[Any]:
    bounded = wish.where(table.c.start >= wanted.since, table.c.start < wanted.until)
    return bounded if wanted.of is None else bounded.where(table.c[name].in_(sorted(wanted.of)))


def _quarters(connection: Connection, wish: Select[Any]) -> list[Quarter]:
    return [_quarter(*row) for row in connection.execute(wish)]


def _quarter(queue: str, start: datetime, answer_s: int, short_s: int, *counts: Any) -> Quarter:
    # A month has thousands of them: rows are taken apart by place, not by name.
    times = [us if us is None else int(us) / MICROSECONDS for us in counts[WHOLE:]]
    return Quarter(queue, start, Counts(*counts[:WHOLE], *times), Thresholds(answer_s, short_s))


def _by_edge(counted: dict[str, Any]) -> dict[int, Any]:
    return {int(edge): count for edge, count in counted.items()}


def _counts(row: RowMapping, names: Sequence[str]) -> Counts:
    return Counts(**{name: _value(row[STORED[name]], name in TIMES) for name in names})


def _value(stored: Any, is_time: bool) -> Any:
    # PostgreSQL sums big integers to decimals.
    return stored if stored is None else int(stored) / MICROSECONDS if is_time else int(stored)
