from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.calls.events import CallEvent, CallStarted, Direction
from ivr.calls.waiting_events import CallDiverted, MessageLeft, QueueRefused
from ivr.reports.journey import journey
from ivr.reports.turned_away import Diverted, LeftMessage, Refused

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(offset_s: int, kind: type[CallEvent], **fields: Any) -> CallEvent:
    return kind(event_id=str(offset_s), at=NOON + timedelta(seconds=offset_s), call_id="c", **fields)


def test_who_could_not_be_served_is_followed_to_where_he_went() -> None:
    line = {"caller_id": None, "dialled": "100", "channel": "PJSIP/x", "linkedid": "1", "leg_id": "c-0"}
    events = [
        at(0, CallStarted, direction=Direction.INBOUND, entry="menu:main", **line),
        at(5, QueueRefused, queue="nurse", skill="nurse", cause="full"),
        at(6, CallDiverted, queue="nurse", target="voicemail:nurse"),
        at(20, MessageLeft, message_id="m", box="nurse", seconds=9.5),
    ]
    found = journey(events, [], NOON + timedelta(minutes=1))

    assert found is not None
    assert found.steps == (
        Refused(5.0, "nurse", "full"),
        Diverted(6.0, "nurse", "voicemail", "nurse"),
        LeftMessage(20.0, "nurse", 9.5),
    )
