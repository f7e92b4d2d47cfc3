"""Which agents have changes of state newer than their folded time: marked when appended, taken when folded."""

from collections.abc import Iterable
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
    for agent, some in moments.items():
        keep(connection, StaleAgent(agent, min(some), max(some)))


def keep(connection: Connection, wanted: StaleAgent) -> None:
    """Mark an agent, beside what is marked of him already."""
    mine = stale_agents.c.agent == wanted.agent
    known = connection.execute(select(stale_agents).where(mine)).first()
    since, until = wanted.since, wanted.until
    if known is not None:
        connection.execute(delete(stale_agents).where(mine))
        since, until = min(since, known.since), max(until, known.until)
    connection.execute(insert(stale_agents).values(agent=wanted.agent, since=since, until=until))


def take(connection: Connection, limit: int) -> list[StaleAgent]:
    """Unmark some agents and give them."""
    rows = connection.execute(select(stale_agents).order_by(stale_agents.c.agent).limit(limit)).all()
    connection.execute(delete(stale_agents).where(stale_agents.c.agent.in_([row.agent for row in rows])))
    return [StaleAgent(row.agent, row.since, row.until) for row in rows]
