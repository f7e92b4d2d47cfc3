"""Agents are marked from their earliest new change to their latest, and taken once."""

from datetime import UTC, datetime, timedelta

from ivr.calls.events import AgentStateChanged
from ivr.store import stale_agents
from ivr.store.database import Database
from ivr.store.stale_spans import StaleAgent

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def change(agent: str, second: int) -> AgentStateChanged:
    at = NOON + timedelta(seconds=second)
    return AgentStateChanged(event_id=f"{agent}{second}", at=at, agent=agent, state="available")


def test_what_is_marked_twice_is_marked_from_the_first_to_the_last(database: Database) -> None:
    with database.write() as connection:
        stale_agents.mark(connection, [change("anna", 5), change("anna", 9), change("bela", 1)])
        stale_agents.mark(connection, [change("anna", 2)])
        taken = stale_agents.take(connection, 1)
        assert taken == [StaleAgent("anna", NOON + timedelta(seconds=2), NOON + timedelta(seconds=9))]
        assert [one.agent for one in stale_agents.take(connection, 9)] == ["bela"]
        assert stale_agents.take(connection, 9) == []
