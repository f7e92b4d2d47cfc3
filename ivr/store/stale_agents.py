"""Which agents have changes of state newer than their folded time: marked when appended, taken when folded."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, String, Table, delete, select

from ivr.calls.events import AgentStateChanged
from ivr.store.bulk import change_rows
from ivr.store.columns import Utc, metadata
from ivr.store.moments import moment_in
from ivr.store.stale_spans import StaleAgent, of_changes

stale_agents = Table(
    "stale_agents",
    metadata,
    Column("agent", String(64), primary_key=True),
    Column("since", Utc, nullable=False),  # the earliest change not folded
    Column("until", Utc, nullable=False),  # the latest one
)

WIDER = """
    INSERT INTO stale_agents (agent, since, until) VALUES (?, ?, ?) ON CONFLICT (agent) DO UPDATE SET
    since = CASE WHEN excluded.since < stale_agents.since THEN excluded.since ELSE stale_agents.since END,
    until = CASE WHEN excluded.until > stale_agents.until THEN excluded.until ELSE stale_agents.until END
"""


def mark(connection: Connection, changes: Iterable[AgentStateChanged]) -> None:
    """The time of these agents must be folded again around these changes."""
    keep(connection, of_changes(changes))


def keep(connection: Connection, wanted: Sequence[StaleAgent]) -> None:
    """Mark agents, beside what is marked of them already."""
    at = moment_in(connection.dialect.name)
    change_rows(connection, WIDER, [(one.agent, at(one.since), at(one.until)) for one in wanted])


def take(connection: Connection, limit: int) -> list[StaleAgent]:
    """Unmark some agents and give them."""
    rows = connection.execute(select(stale_agents).order_by(stale_agents.c.agent).limit(limit)).all()
    connection.execute(delete(stale_agents).where(stale_agents.c.agent.in_([row.agent for row in rows])))
    return [StaleAgent(row.agent, row.since, row.until) for row in rows]
