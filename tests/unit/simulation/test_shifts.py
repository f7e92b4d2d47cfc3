"""Hours are what lies between coming and going, cut to the day."""

from datetime import UTC, datetime, timedelta

from ivr.calls.events import AgentStateChanged
from ivr.reports.agent_time import spans_of
from ivr.simulation.past_day import PastDay
from ivr.simulation.shifts import shifts_of

DAWN = datetime(2026, 11, 20, tzinfo=UTC)
HOUR = 3600


def hours(*changes: tuple[float, str]) -> list[tuple[float, float]]:
    told = [
        AgentStateChanged(event_id=str(n), at=DAWN + timedelta(hours=hour), agent="anna", state=state)
        for n, (hour, state) in enumerate(changes)
    ]
    found = shifts_of(PastDay("a day", DAWN, DAWN + timedelta(days=1), (), (), {}, states=tuple(spans_of(told))))
    return [(shift.begins_s / HOUR, shift.ends_s / HOUR) for shift in found.get("anna", ())]


def test_a_shift_lasts_from_log_in_to_log_out() -> None:
    assert hours((8, "available"), (9, "on_call"), (9.5, "wrap_up"), (16, "logged_out")) == [(8, 16)]


def test_a_pause_divides_a_shift() -> None:
    assert hours((8, "available"), (12, "paused"), (13, "available"), (16, "logged_out")) == [(8, 12), (13, 16)]


def test_who_was_there_already_is_there_from_the_beginning() -> None:
    assert hours((-3, "available"), (2, "logged_out")) == [(0, 2)]


def test_who_did_not_leave_stays_to_the_end() -> None:
    assert hours((22, "available")) == [(22, 24)]


def test_who_was_away_all_day_is_not_there() -> None:
    assert hours((-3, "available"), (-1, "logged_out"), (4, "paused")) == []
