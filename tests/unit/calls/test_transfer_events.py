from datetime import UTC, datetime

from ivr.calls.event_json import from_plain, to_plain
from ivr.calls.transfer_events import AgentConsulted, CallSentOn, CallTransferred, Manner

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_where_a_call_went_on_is_kept_as_it_was() -> None:
    seen = {"event_id": "e", "at": NOON, "call_id": "c"}
    events = (
        CallTransferred(**seen, leg_id="c-2", destination="agent-bela", connected=True, rang_at=NOON, answered_at=NOON),
        CallSentOn(**seen, agent="agent-anna", dialled="202", target="agent:agent-bela"),
        CallSentOn(**seen, agent=None, dialled="", target="agent:b", manner=Manner.ATTENDED, leg_id="c-2"),
        AgentConsulted(**seen, agent="agent-anna", colleague="agent-bela", other_call="d"),
    )
    assert tuple(from_plain(to_plain(event)) for event in events) == events
