"""The last known state of each agent follows the history."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.calls.events import AgentStateChanged
from ivr.store import agent_states, call_events
from ivr.store.agent_states import AgentState
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def change(second: int, state: str, reason: str | None = None) -> AgentStateChanged:
    at = NOON + timedelta(seconds=second)
    return AgentStateChanged(event_id=f"{second}", at=at, agent="agent-anna", state=state, reason=reason)


def known(database: Database, *changes: AgentStateChanged) -> dict[str, AgentState]:
    for event in changes:
        with database.write() as connection:
            call_events.append(connection, [event])
    with database.read() as connection:
        return agent_states.load(connection)


def test_the_latest_change_is_the_state(database: Database) -> None:
    found = known(database, change(1, "available"), change(2, "paused", "lunch"))
    assert found == {"agent-anna": AgentState("agent-anna", "paused", NOON + timedelta(seconds=2), "lunch")}


def test_when_it_ends_by_itself_is_kept(database: Database) -> None:
    until = NOON + timedelta(seconds=12)
    ends = replace(change(2, "wrap_up"), until=until)
    assert known(database, ends)["agent-anna"].as_event("again").until == until


def test_a_late_event_does_not_undo_a_newer_one(database: Database) -> None:
    assert known(database, change(2, "paused"), change(1, "available"))["agent-anna"].state == "paused"
