"""Agents' time: cut at the quarters, added up, divided."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.events import AgentStateChanged
from ivr.reports.agent_time import AgentTime, Span, by_quarter, occupancy, spans_of, utilisation, within

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = AgentTime(available_s=1200, ringing_s=120, on_call_s=1500, wrap_up_s=180, paused_s=600, pauses={"lunch": 600})
states = st.sampled_from(["available", "ringing", "on_call", "wrap_up", "paused", "logged_out"])


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def change(second: float, state: str, reason: str | None = None, witness: str = "engine") -> AgentStateChanged:
    common = {"event_id": f"{second}{state}", "at": at(second), "witness": witness}
    return AgentStateChanged(**common, agent="anna", state=state, reason=reason)


def test_ringing_counts_as_contact_only_where_it_is_asked_for() -> None:
    assert occupancy(HOUR) == 1680 / 3000
    assert occupancy(HOUR, with_ringing=True) == 1800 / 3000


def test_utilisation_is_of_all_the_time_logged_in() -> None:
    assert utilisation(HOUR) == 1680 / 3600
    assert (occupancy(AgentTime()), utilisation(AgentTime())) == (None, None)
    assert occupancy(AgentTime(paused_s=60)) is None


def test_a_state_lasts_until_the_next_and_the_last_is_still_going_on() -> None:
    found = spans_of([change(60, "paused", "lunch"), change(0, "available")])
    assert found == [Span("anna", at(0), at(60), "available"), Span("anna", at(60), None, "paused", "lunch")]


def test_how_long_the_last_state_of_an_imported_log_held_is_not_known() -> None:
    imported = [change(second, state, witness="queue_log") for second, state in ((0, "paused"), (60, "available"))]
    assert [span.state for span in spans_of(imported)] == ["paused", "unknown"]
    assert [span.state for span in spans_of([*imported, change(99, "ringing")])] == ["paused", "unknown", "ringing"]
    left = change(120, "logged_out", witness="queue_log")
    assert [span.state for span in spans_of([*imported, left])] == ["paused", "available", "logged_out"]


def test_of_two_changes_at_once_the_last_one_holds() -> None:
    assert [span.state for span in spans_of([change(0, "a_first"), change(0, "paused")])] == ["paused"]


def test_a_pause_is_cut_at_the_quarters_it_spans() -> None:
    pieces = list(by_quarter(Span("anna", at(800), at(2000), "paused", "lunch"), at(9999)))
    assert [(start, time.paused_s) for start, time in pieces] == [(NOON, 100), (at(900), 900), (at(1800), 200)]
    assert pieces[0][1].pauses == {"lunch": 100}


@pytest.mark.parametrize("state", ["logged_out", "unheard_of"])
def test_who_is_logged_out_spends_no_time(state: str) -> None:
    assert list(by_quarter(Span("anna", at(0), at(60), state), at(60))) == []


@given(st.lists(st.tuples(st.integers(0, 7000), states), max_size=20), st.integers(1, 7200))
def test_the_quarters_add_up_to_the_range(found: list[tuple[int, str]], end: int) -> None:
    spans = spans_of([change(second, state) for second, state in found])
    pieces = sum((time for span in spans for _, time in by_quarter(span, at(end))), AgentTime())
    assert pieces == within(spans, at(0), at(end))
    assert pieces.logged_in_s <= end
