"""Agents over a range: what is over, and what still goes on until now."""

from datetime import UTC, datetime, timedelta

from ivr.calls.events import AgentStateChanged
from ivr.store import call_events
from ivr.store.agent_report import agents
from ivr.store.agent_spans import never_left
from ivr.store.agents import Agent
from ivr.store.centre import Centre, save_centre
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


def test_a_static_member_of_an_imported_queue_has_no_time_logged_in(database: Database) -> None:
    """Anna's log tells once that she left, Bela's never; the engine's own agents need not have left yet."""
    told = {"anna": ("available", "logged_out"), "bela": ("on_call", "available"), "dora": ("on_call", "available")}
    with database.write() as connection:
        save_centre(connection, Centre(agents=tuple(Agent(one, one.title(), "secret", one) for one in told)))
        for agent, states in told.items():
            witness = "engine" if agent == "dora" else "queue_log"
            call_events.append(connection, [
                AgentStateChanged(event_id=f"{agent}{step}", at=NOON + timedelta(minutes=10 * step), witness=witness,
                                  agent=agent, state=state)
                for step, state in enumerate(states)
            ])  # fmt: skip
    refresh(database)
    with database.read() as connection:
        rows = {row.agent: row for row in agents(connection, HOUR, HOUR.until)}
        assert never_left(connection, HOUR.until) == {"bela"}
        assert never_left(connection, NOON + timedelta(minutes=5)) == {"anna", "bela"}
    assert (rows["anna"].logged_in_s, rows["bela"].logged_in_s, rows["dora"].logged_in_s) == (600, None, 3600)
    assert (rows["bela"].on_call_s, rows["bela"].utilisation) == (600, None)
