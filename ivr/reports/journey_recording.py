"""The steps of a call that have to do with its recording, as its journey tells them."""

from dataclasses import dataclass
from typing import ClassVar

from ivr.calls.events import CallEvent
from ivr.calls.recording_events import (
    RecordingAnnounced,
    TalkRecorded,
    TalkRecordingBegan,
    TalkRecordingPaused,
    TalkRecordingResumed,
)


@dataclass(frozen=True, slots=True)
class Taped:
    """Something about the recording: heard, refused, not_asked, began, paused, resumed or over; by whom, if anybody."""

    kind: ClassVar[str] = "recording"
    offset_s: float
    what: str
    by: str | None = None


def taped(event: CallEvent, offset_s: float) -> Taped | None:
    """The step such an event is on the time line, None for any other event."""
    match event:
        case RecordingAnnounced(consent=consent):
            return Taped(offset_s, consent)
        case TalkRecordingBegan():
            return Taped(offset_s, "began")
        case TalkRecordingPaused(by=by):
            return Taped(offset_s, "paused", by)
        case TalkRecordingResumed(by=by):
            return Taped(offset_s, "resumed", by)
        case TalkRecorded():
            return Taped(offset_s, "over")
    return None
