from datetime import UTC, datetime

from ivr.calls.event_json import from_plain, to_plain
from ivr.calls.waiting_events import CallDiverted, MessageLeft, QueueRefused

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_what_became_of_those_a_queue_could_not_serve_is_kept_as_it_was() -> None:
    seen = {"event_id": "e", "at": NOON, "call_id": "c"}
    events = (
        QueueRefused(**seen, queue="nurse", skill="nurse", cause="full"),
        CallDiverted(**seen, queue="nurse", target="voicemail:nurse"),
        MessageLeft(**seen, message_id="m", box="nurse", seconds=3.5),
    )
    assert tuple(from_plain(to_plain(event)) for event in events) == events
