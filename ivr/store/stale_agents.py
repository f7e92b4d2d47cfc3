"""Which agents have changes of state newer than their folded time: marked when appended, taken when folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, delete, insert, select

from ivr.calls.events import AgentStateChanged
from ivr.store.columns import Utc, metadata

stale_agents = Table(
    "stale_agents",
    metadata,
    Column("agent", String(64), primary_key=True),
    Column("since", Utc, nullable=False),  # the earliest change not folded
    Column("until", Utc, nullable=False),  # the latest one
)


@dataclass(frozen=True, slots=True)
class StaleAgent:
    """An agent and from when to when his changes are new."""

    agent: str
    since: datetime
    until: datetime


def mark(connection: Connection, changes: Iterable[AgentStateChanged]) -> None:
    """The time of these agents must be folded again around these changes."""
    moments: dict[str, list[datetime]] = {}
    for change in changes:
        moments.setdefault(change.agent, []).append(change.at)
    keep(connection, [StaleAgent(agent, min(some), max(some)) for agent, some in moments.items()])


def keep(connection: Connection, wanted: Sequence[StaleAgent]) -> None:
    """Mark agents, beside what is marked of them already."""
    mine = stale_agents.c.agent.in_([one.agent for one in wanted])
    known = {row.agent: row for row in connection.execute(select(stale_agents).where(mine))}
    rows = [
        {
            "agent": one.agent,
            "since": min(one.since, known[one.agent].since) if one.agent in known else one.since,
            "until": max(one.until, known[one.agent].until) if one.agent in known else one.until,
        }
        for one in wanted
    ]
    if known:
        connection.execute(delete(stale_agents).where(mine))
    if rows:
        connection.execute(insert(stale_agents), rows)


def take(connection: Connection, limit: int) -> list[StaleAgent]:
    """Unmark some agents and give them."""
    rows = connection.execute(select(stale_agents).order_by(stale_agents.c.agent).limit(limit)).all()
    connection.execute(delete(stale_agents).where(stale_agents.c.agent.in_([row.agent for row in rows])))
    return [StaleAgent(row.agent, row.since, row.until) for row in rows]
