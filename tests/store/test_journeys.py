"""A call's journey comes from its history, with the agent's wrap-up, for who may see it."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import AgentConnected, AgentLegEnded, AgentStateChanged, CallEnded, CallQueued
from ivr.calls.ids import leg_id, uuid7
from ivr.reports.journey import Journey
from ivr.store import call_events, journeys
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))
ANNA = {"visit_id": "v", "leg_id": leg_id(CALL, 1), "agent": "anna"}


def at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


@pytest.fixture
def told(database: Database) -> Database:
    events = [
        CallQueued(
            event_id="1", at=at(0), call_id=CALL, visit_id="v", queue="nurse", skill="s", min_level=1, priority=0
        ),
        AgentConnected(event_id="2", at=at(9), call_id=CALL, **ANNA),
        AgentLegEnded(event_id="3", at=at(60), call_id=CALL, **ANNA, hung_up_by=Party.AGENT),
        CallEnded(event_id="4", at=at(60), call_id=CALL, disposition=Disposition.SERVED, hung_up_by=Party.AGENT),
        AgentStateChanged(event_id="5", at=at(60), agent="anna", state="wrap_up"),
        AgentStateChanged(event_id="6", at=at(72), agent="anna", state="available"),
    ]
    with database.write() as connection:
        call_events.append(connection, events)
    return database


def read(database: Database, call_id: str = CALL, scope: frozenset[str] | None = None) -> Journey | None:
    with database.read() as connection:
        return journeys.read(connection, call_id, at(100), scope)


def test_a_journey_knows_the_wrap_up_after_the_call(told: Database) -> None:
    found = read(told)
    assert found is not None
    assert (found.length_s, found.visits[0].wait_s, found.visits[0].wrap_s) == (60, 9, 12)


def test_an_unknown_call_has_no_journey(told: Database) -> None:
    assert read(told, "unknown") is None


def test_who_may_not_see_its_queues_does_not_see_the_call(told: Database) -> None:
    assert read(told, scope=frozenset({"reception"})) is None
    assert read(told, scope=frozenset({"nurse"})) is not None
