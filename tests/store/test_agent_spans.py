"""Agents' time follows their changes of state, in whatever order these become known."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.calls.events import AgentStateChanged
from ivr.reports.agent_time import AgentTime, spans_of, within
from ivr.store import agent_spans, agent_sums, call_events
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import rebuild, refresh

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = Range(NOON, NOON + timedelta(days=1))
states = st.sampled_from(["available", "ringing", "on_call", "wrap_up", "paused", "logged_out"])
reasons = st.sampled_from([None, "lunch", "training"])


def change(number: int, second: float, state: str, reason: str | None = None) -> AgentStateChanged:
    at = NOON + timedelta(seconds=second)
    return AgentStateChanged(event_id=f"{number:03}", at=at, agent="anna", state=state, reason=reason)


def write(database: Database, *changes: AgentStateChanged) -> None:
    with database.write() as connection:
        call_events.append(connection, changes)
    refresh(database)


def times(database: Database) -> dict[str, AgentTime]:
    with database.read() as connection:
        return agent_sums.times(connection, DAY)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(st.tuples(st.integers(0, 9000), states, reasons), max_size=12), parts=st.integers(1, 4))
def test_whatever_becomes_known_when_the_sums_are_those_of_all_changes(
    database: Database, found: list[tuple[int, str, str | None]], parts: int
) -> None:
    made = [change(number, *one) for number, one in enumerate(found)]
    with database.write() as connection:
        connection.execute(call_events.call_events.delete())
    rebuild(database)
    for part in range(parts):
        write(database, *made[part::parts])
    spans = spans_of(made)
    expected = within([span for span in spans if span.until], DAY.since, DAY.until)
    assert times(database).get("anna", AgentTime()) == expected
    with database.read() as connection:
        assert sorted(agent_spans.between(connection, DAY.since, DAY.until), key=lambda span: span.since) == spans


def test_a_change_that_comes_late_cuts_the_state_it_falls_into(database: Database) -> None:
    write(database, change(1, 0, "available"), change(3, 600, "logged_out"))
    assert times(database)["anna"] == AgentTime(available_s=600)
    write(database, change(2, 200, "paused", "lunch"))
    assert times(database)["anna"] == AgentTime(available_s=200, paused_s=400, pauses={"lunch": 400})


def test_what_is_still_going_on_is_in_no_sum(database: Database) -> None:
    write(database, change(1, 0, "available"))
    assert times(database) == {}
    with database.read() as connection:
        assert [span.state for span in agent_spans.still(connection)] == ["available"]


def test_many_changes_are_folded_piece_by_piece(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent_spans, "CHANGES_AT_ONCE", 3)
    write(database, *(change(n, 10 * n, "paused" if n % 2 else "available") for n in range(20)))
    assert times(database)["anna"] == AgentTime(available_s=100, paused_s=90, pauses={"": 90})


def test_rebuilding_gives_the_same(database: Database) -> None:
    write(database, change(1, 0, "available"), change(2, 600, "on_call"), change(3, 2000, "logged_out"))
    before = times(database)
    rebuild(database)
    assert times(database) == before == {"anna": AgentTime(available_s=600, on_call_s=1400)}
