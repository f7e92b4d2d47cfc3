"""What happened around the recording of talks, as JSON and back."""

from datetime import UTC, datetime

from ivr.calls.event_json import from_plain, to_plain
from ivr.calls.recording_events import TalkRecorded

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_recorded_talk_keeps_its_pauses_as_json() -> None:
    names = {"visit_id": "v", "leg_id": "call-1-1", "agent": "agent-anna", "queue": "bank"}
    told = TalkRecorded(
        event_id="e", at=AT, call_id="call-1", **names, keep_days=30, connected_at=AT, pauses=(1.5, 2.0)
    )
    assert from_plain(to_plain(told)) == told
