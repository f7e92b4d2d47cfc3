"""What agents did in a range."""

from datetime import timedelta

from ivr.calls.events import AgentStateChanged
from ivr.console.report_agents import agent_rows
from ivr.store import call_events
from ivr.store.figures import Range
from ivr.store.folding import refresh


def test_time_talks_and_pauses_of_an_agent(app, database, write, served, clock) -> None:
    write(served)
    states = (("available", None, 60), ("paused", "break", 30), ("available", None, 20), ("logged_out", None, 10))
    with database.write() as connection:
        call_events.append(connection, [
            AgentStateChanged(event_id=f"s{number}", at=clock() - timedelta(minutes=ago), agent="agent-bela",
                              state=state, reason=reason)
            for number, (state, reason, ago) in enumerate(states)
        ])  # fmt: skip
    refresh(database)
    with database.read() as connection:
        bela = {row.agent: row for row in agent_rows(connection, Range(clock() - timedelta(hours=2), clock()))}[
            "agent-bela"
        ]
    assert (bela.name, bela.answered, bela.logged_in_s, bela.paused_s) == ("Béla", 1, 3000, 600)
    assert bela.occupancy == 0
    assert list(bela.pauses.values()) == [600]


def test_who_never_was_told_to_come_and_go_has_no_time_logged_in(app, database, clock) -> None:
    with database.write() as connection:
        call_events.append(connection, [
            AgentStateChanged(event_id=f"s{ago}", at=clock() - timedelta(minutes=ago), witness="queue_log",
                              agent="agent-bela", state=state)
            for ago, state in ((60, "on_call"), (50, "available"), (40, "on_call"), (30, "available"))
        ])  # fmt: skip
    refresh(database)
    with database.read() as connection:
        rows = {row.agent: row for row in agent_rows(connection, Range(clock() - timedelta(hours=2), clock()))}
    assert (rows["agent-bela"].logged_in_s, rows["agent-bela"].occupancy, rows["agent-bela"].utilisation) == (None,) * 3
