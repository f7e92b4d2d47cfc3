"""What agents did over a range, added up from days where it holds whole ones, else from quarters of an hour."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from ivr.reports.agent_time import TIME_SUMS, AgentTime
from ivr.reports.counts import Counts
from ivr.store.agent_counts import AGENT_SUMS
from ivr.store.agent_rollups import agent_day_pauses, agent_days, agent_pauses, agent_rollups, utc_day
from ivr.store.figures import Range
from ivr.store.sums import MICROSECONDS, column_of

DAY = timedelta(days=1)


def talks(connection: Connection, wanted: Range) -> dict[str, Counts]:
    """Of each agent who talked: how many visits he answered, how many of them are over, talk and wrap-up."""
    found = _added(connection, wanted, AGENT_SUMS)
    return {agent: Counts(**sums) for agent, sums in found.items() if sums["answered"]}


def times(connection: Connection, wanted: Range) -> dict[str, AgentTime]:
    """What each agent did with his time in the range, states that are over only; who did nothing is left out."""
    pauses = _pauses(connection, wanted)
    found = _added(connection, wanted, TIME_SUMS)
    made = {agent: AgentTime(**sums, pauses=pauses.get(agent, {})) for agent, sums in found.items()}
    return {agent: time for agent, time in made.items() if time != AgentTime()}


def _added(connection: Connection, wanted: Range, names: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    sums: dict[str, list[int]] = {}
    for table, part in _parts(wanted, agent_rollups, agent_days):
        columns = [func.sum(table.c[column_of(name)]) for name in names]
        for agent, *added in connection.execute(_by_agent(select(table.c.agent, *columns), table, part)):
            known = sums.get(agent, [0] * len(names))
            # PostgreSQL sums big integers to decimals.
            sums[agent] = [one + int(more) for one, more in zip(known, added, strict=True)]
    is_time = [name.endswith("_s") for name in names]
    return {
        agent: {
            name: one / MICROSECONDS if seconds else one
            for name, one, seconds in zip(names, added, is_time, strict=True)
        }
        for agent, added in sums.items()
    }


def _pauses(connection: Connection, wanted: Range) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, int]] = {}
    for table, part in _parts(wanted, agent_pauses, agent_day_pauses):
        columns = (table.c.agent, table.c.reason, func.sum(table.c.paused_us))
        for agent, reason, paused_us in connection.execute(_by_agent(select(*columns), table, part, table.c.reason)):
            mine = found.setdefault(agent, {})
            mine[reason] = mine.get(reason, 0) + int(paused_us)
    return {agent: {reason: us / MICROSECONDS for reason, us in mine.items() if us} for agent, mine in found.items()}


def _parts(wanted: Range, quarters: Table, days: Table) -> Iterator[tuple[Table, Range]]:
    """The range as whole days of UTC and the quarters of an hour before and after them."""
    since, until = utc_day(wanted.since), utc_day(wanted.until)
    first = since if since == wanted.since else since + DAY
    if first >= until:
        yield quarters, wanted
        return
    yield quarters, replace(wanted, until=first)
    yield days, replace(wanted, since=first, until=until)
    yield quarters, replace(wanted, since=until)


def _by_agent(wish: Select[Any], table: Table, part: Range, *more: Any) -> Select[Any]:
    bounded = wish.where(table.c.start >= part.since, table.c.start < part.until)
    chosen = bounded if part.of is None else bounded.where(table.c.agent.in_(sorted(part.of)))
    return chosen.group_by(table.c.agent, *more)
