"""An agent's row is made from his visits and his time."""

from ivr.reports.agent_figures import agent_figures
from ivr.reports.agent_time import AgentTime
from ivr.reports.counts import Counts

TIME = AgentTime(available_s=60, ringing_s=20, on_call_s=100, wrap_up_s=20, paused_s=100, pauses={"lunch": 100})


def test_handle_time_is_told_with_its_parts() -> None:
    row = agent_figures("anna", Counts(answered=2, handled=2, talk_s=80, wrap_s=20, transferred=1), TIME)
    assert (row.aht_s, row.talk_mean_s, row.wrap_mean_s, row.transferred) == (50, 40, 10, 1)
    assert (row.logged_in_s, row.pauses) == (300, {"lunch": 100})


def test_ringing_counts_where_it_is_asked_for() -> None:
    assert (
        agent_figures("a", Counts(), TIME).occupancy,
        agent_figures("a", Counts(), TIME, with_ringing=True).occupancy,
    ) == (
        0.6,
        0.7,
    )


def test_who_took_no_call_has_no_handle_time() -> None:
    row = agent_figures("anna", Counts(), AgentTime())
    assert (row.aht_s, row.occupancy, row.utilisation) == (None, None, None)


def test_who_never_came_or_went_has_no_time_logged_in() -> None:
    row = agent_figures("anna", Counts(), TIME, came_and_went=False)
    assert (row.logged_in_s, row.available_s, row.occupancy, row.utilisation) == (None, None, None, None)
    assert row.on_call_s == TIME.on_call_s
