"""The columns of `report agents`."""

from ivr.cli.report_agents import _row
from ivr.reports.agent_figures import agent_figures
from ivr.reports.agent_time import AgentTime
from ivr.reports.counts import Counts


def test_each_reason_of_a_pause_is_a_column_of_everybody() -> None:
    row = _row(agent_figures("anna", Counts(), AgentTime(paused_s=60, pauses={"": 60})), ["", "lunch"])
    assert (row["paused_no_reason_s"], row["paused_lunch_s"]) == (60, 0)
    assert "pauses" not in row
