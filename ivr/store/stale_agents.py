"""Which agents have changes of state newer than their folded time: marked when appended, taken when folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, String, Table, delete, select

from ivr.calls.events import AgentStateChanged
from ivr.store.bulk import change_rows, insert_rows, moment_in, moment_of, select_in
from ivr.store.columns import Utc, metadata

stale_agents = Table(
    "stale_agents",
    metadata,
    Column("agent", String(64), primary_key=True),
    Column("since", Utc, nullable=False),  # the earliest change not folded
    Column("until", Utc, nullable=False),  # the latest one
)

KNOWN = "SELECT agent, since, until FROM stale_agents WHERE agent IN ({})"
LONGER = "UPDATE stale_agents SET since = ?, until = ? WHERE agent = ?"


@dataclass(frozen=True, slots=True)
class StaleAgent:
    """An agent and from when to when his changes are new."""

    agent: str
    since: datetime
    until: datetime


def mark(connection: Connection, changes: Iterable[AgentStateChanged]) -> None:
    """The time of these agents must be folded again around these changes."""
    keep(connection, stale_of(changes))


def stale_of(changes: Iterable[AgentStateChanged]) -> list[StaleAgent]:
    """The agents of these changes, each from the first to the last of his."""
    return stale_around((change.agent, change.at) for change in changes)


def stale_around(changes: Iterable[tuple[str, datetime]]) -> list[StaleAgent]:
    """The same of an agent and a moment for each change."""
    moments: dict[str, list[datetime]] = {}
    for agent, at in changes:
        moments.setdefault(agent, []).append(at)
    return [StaleAgent(agent, min(some), max(some)) for agent, some in moments.items()]


def keep(connection: Connection, wanted: Sequence[StaleAgent]) -> None:
    """Mark agents, beside what is marked of them already."""
    at = moment_in(connection.dialect.name)
    rows = select_in(connection, KNOWN, [one.agent for one in wanted]) if wanted else ()
    known = {agent: (moment_of(since), moment_of(until)) for agent, since, until in rows}
    begun: list[tuple[Any, ...]] = []
    longer: list[tuple[Any, ...]] = []
    for one in wanted:
        since, until = known.get(one.agent, (one.since, one.until))
        values = (at(min(one.since, since)), at(max(one.until, until)), one.agent)
        (longer if one.agent in known else begun).append(values)
    insert_rows(connection, stale_agents, ("since", "until", "agent"), begun)
    change_rows(connection, LONGER, longer)


def take(connection: Connection, limit: int) -> list[StaleAgent]:
    """Unmark some agents and give them."""
    rows = connection.execute(select(stale_agents).order_by(stale_agents.c.agent).limit(limit)).all()
    connection.execute(delete(stale_agents).where(stale_agents.c.agent.in_([row.agent for row in rows])))
    return [StaleAgent(row.agent, row.since, row.until) for row in rows]
