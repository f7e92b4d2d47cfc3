"""What happened around the recording of talks: past-tense facts of the one history, beside those of `events`."""

from dataclasses import dataclass
from datetime import datetime

from ivr.calls.events import CallEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingAnnounced(CallEvent):
    """The caller was told that his talk may be recorded, before he joined a queue; what became of it."""

    queue: str
    consent: str  # heard | refused | not_asked: it was not heard to its end, so nothing is recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecordingBegan(CallEvent):
    """From here on the talk of this leg is kept; the sound's own time begins when both were connected."""

    visit_id: str
    leg_id: str
    agent: str
    queue: str
    keep_days: int
    connected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecordingPaused(CallEvent):
    """From here on there is silence in the recording."""

    leg_id: str
    by: str  # agent | console


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecordingResumed(CallEvent):
    """The talk is kept again."""

    leg_id: str
    by: str  # agent | console | time: the longest pause was over


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRecorded(CallEvent):
    """The recorded talk is over; `pauses` are seconds since it began: from, until, from, until and so on."""

    visit_id: str
    leg_id: str
    agent: str
    queue: str
    keep_days: int
    connected_at: datetime
    pauses: tuple[float, ...] = ()
