"""The last known state of each agent: what the engine starts from, kept with the history in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, String, Table, Text, bindparam, insert, select, update

from ivr.calls.events import AgentStateChanged
from ivr.store.columns import Utc, metadata

agent_states = Table(
    "agent_states",
    metadata,
    Column("agent", String(64), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("since", Utc, nullable=False),
    Column("reason", Text),
    Column("until", Utc),
)

_REPLACE = update(agent_states).where(agent_states.c.agent == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class AgentState:
    """What an agent was last known to do, and since when."""

    agent: str
    state: str
    since: datetime
    reason: str | None = None
    until: datetime | None = None  # when that ends by itself

    def as_event(self, event_id: str) -> AgentStateChanged:
        """The change that led there."""
        return AgentStateChanged(
            event_id=event_id, at=self.since, agent=self.agent, state=self.state, reason=self.reason, until=self.until
        )


def remember(connection: Connection, changes: Iterable[AgentStateChanged]) -> None:
    """Keep the latest state of each agent that changed; an older change than the one known alters nothing."""
    latest = {change.agent: change for change in sorted(changes, key=lambda change: change.at)}
    wish = select(agent_states.c.agent, agent_states.c.since).where(agent_states.c.agent.in_(sorted(latest)))
    known = {row.agent: row.since for row in connection.execute(wish)}
    for statement, agents in (
        (insert(agent_states), [agent for agent in latest if agent not in known]),
        (_REPLACE, [agent for agent, since in known.items() if since <= latest[agent].at]),
    ):
        if agents:
            connection.execute(statement, [_row(latest[agent], statement is _REPLACE) for agent in agents])


def _row(change: AgentStateChanged, replaces: bool) -> dict[str, Any]:
    named = {"state": change.state, "since": change.at, "reason": change.reason, "until": change.until}
    return named | {"whose" if replaces else "agent": change.agent}


def load(connection: Connection) -> dict[str, AgentState]:
    """The last known state of every agent who ever changed it."""
    rows = connection.execute(select(agent_states))
    return {row.agent: AgentState(row.agent, row.state, row.since, row.reason, row.until) for row in rows}
