"""Who came, went and paused."""

from datetime import UTC, datetime

import pytest

from ivr.imports.queue_log_agents import of_agent
from ivr.imports.rows import BadRow

AT = datetime(2025, 11, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("event", "last", "state", "reason"),
    [("ADDMEMBER", "", "available", None), ("ADDMEMBER", "PAUSED", "paused", None),
     ("PAUSE", "lunch", "paused", "lunch"), ("UNPAUSEALL", "lunch", "available", None),
     ("AGENTCALLBACKLOGOFF", "101@x", "logged_out", None)],
)  # fmt: skip
def test_a_row_is_a_change_of_state(event: str, last: str, state: str, reason: str | None) -> None:
    (change,) = of_agent(event, AT, "agent-101", ["NONE", "support", "SIP/101", last])
    assert (change.state, change.reason, change.agent, change.witness) == (state, reason, "agent-101", "queue_log")


def test_rows_of_two_queues_are_two_changes() -> None:
    one, other = (of_agent("PAUSE", AT, "agent-101", ["NONE", queue, "SIP/101"]) for queue in ("a", "b"))
    assert one[0].event_id != other[0].event_id


def test_a_row_without_an_agent_is_bad() -> None:
    with pytest.raises(BadRow):
        of_agent("PAUSE", AT, None, ["NONE", "a", "NONE"])
