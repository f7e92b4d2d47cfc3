"""Agents over a range: what is over, and what still goes on until now."""

from datetime import UTC, datetime, timedelta

from ivr.calls.events import AgentStateChanged
from ivr.store import call_events
from ivr.store.agent_report import agents
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import refresh

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Range(NOON, NOON + timedelta(hours=1))
CHANGES = ((-600, "available"), (600, "paused"), (1200, "available"))


def test_a_state_that_goes_on_counts_until_now_and_inside_the_range_only(database: Database) -> None:
    with database.write() as connection:
        for second, state in CHANGES:
            at = NOON + timedelta(seconds=second)
            call_events.append(
                connection, [AgentStateChanged(event_id=f"{second}", at=at, agent="anna", state=state, reason="lunch")]
            )
    refresh(database)
    with database.read() as connection:
        (row,) = agents(connection, HOUR, NOON + timedelta(seconds=1500))
        assert agents(connection, Range(HOUR.since, HOUR.until, frozenset({"bela"})), NOON) == []
    assert (row.available_s, row.paused_s, row.logged_in_s, row.occupancy) == (900, 600, 1500, 0)
    assert row.pauses == {"lunch": 600}
