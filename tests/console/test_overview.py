"""What the page shows, gathered from the database."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.calls.events import AgentStateChanged
from ivr.console.overview import LAST_CALLS, Overview, overview
from ivr.console.source import Source
from ivr.store import call_events


@pytest.fixture
def view(settings, database, centre, clock):
    def now() -> Overview:
        return overview(Source(settings, database, clock), ZoneInfo("Europe/Budapest"))

    return now


def test_the_last_calls_come_first_and_no_more_than_fit(view, write, past) -> None:
    pasts = [past(number, number + 1) for number in range(LAST_CALLS + 3)]
    for one in pasts:
        one.ring(None)
    write(*pasts)
    calls = view().calls
    assert (len(calls), calls[0].call_id) == (LAST_CALLS, pasts[0].call_id)


def test_calls_without_an_end_are_open(view, write, past, served) -> None:
    ringing = past(2, 1)
    ringing.ring(None)
    write(served, ringing)
    assert view().open_calls == 1


def test_agents_are_shown_as_last_known(view, database, clock) -> None:
    at = clock.at - timedelta(minutes=3)
    with database.write() as connection:
        event = AgentStateChanged(event_id="1", at=at, agent="agent-bela", state="paused", reason="lunch")
        call_events.append(connection, [event])
    assert [(line.state, line.since) for line in view().agents] == [
        ("logged_out", None),
        ("paused", at),
        ("logged_out", None),
    ]


def test_the_service_level_counts_todays_visits(view, write, served) -> None:
    write(served)
    totals = {table.queue.id: table.total for table in view().tables}
    assert (totals["reception"].answered_within, totals["reception"].service_level) == (1, 1.0)
    assert totals["nurse"].service_level is None


def test_without_a_keepers_report_the_state_is_unknown(view) -> None:
    assert view().keeper.state == "unknown"
