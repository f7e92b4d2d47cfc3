"""The recordings of a call's talks as its history tells of them, also before their end or without it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ivr.calls.events import AgentLegEnded, CallEnded, CallEvent
from ivr.calls.recording import Consent
from ivr.calls.recording_events import (
    RecordingAnnounced,
    TalkRecorded,
    TalkRecordingBegan,
    TalkRecordingPaused,
    TalkRecordingResumed,
)


@dataclass(frozen=True, slots=True)
class TalkTape:
    """One recorded talk; `pauses` in seconds since both were connected; `silent_since_s` while it is paused."""

    leg_id: str
    call_id: str
    agent: str
    queue: str
    keep_days: int
    connected_at: datetime
    pauses: tuple[float, ...] = ()
    silent_since_s: float | None = None
    is_over: bool = False

    @property
    def keep_until(self) -> datetime:
        """When its time is over."""
        return self.connected_at + timedelta(days=self.keep_days)

    def pauses_until(self, seconds: float) -> tuple[float, ...]:
        """The pauses of a recording that lasts so long, one still open among them."""
        open_one = () if self.silent_since_s is None else (self.silent_since_s, max(seconds, self.silent_since_s))
        return (*self.pauses, *open_one)

    def at(self, moment: datetime) -> float:
        """A moment in the recording's own time."""
        return max(round((moment - self.connected_at).total_seconds(), 2), 0.0)


def tapes(events: Iterable[CallEvent]) -> dict[str, TalkTape]:
    """The recordings of one call by the legs recorded, from its events in any order."""
    found: dict[str, TalkTape] = {}
    for event in sorted(events, key=lambda one: (one.at, one.event_id)):
        match event:
            case TalkRecorded():
                found[event.leg_id] = replace(_tape(event), pauses=event.pauses, is_over=True)
            case TalkRecordingBegan() if event.leg_id not in found:
                late_s = (event.at - event.connected_at).total_seconds()
                pauses = (0.0, round(late_s, 2)) if late_s > 0 else ()
                found[event.leg_id] = replace(_tape(event), pauses=pauses)
            case TalkRecordingPaused() | TalkRecordingResumed() | AgentLegEnded() | CallEnded():
                for leg_id, tape in found.items():
                    if not tape.is_over and getattr(event, "leg_id", leg_id) == leg_id:
                        found[leg_id] = _after(tape, event)
    return found


def consent(events: Iterable[CallEvent]) -> Consent:
    """What the caller knew of being recorded and said to it, from the events in order."""
    told = [Consent(event.consent) for event in events if isinstance(event, RecordingAnnounced)]
    return told[-1] if told else Consent.NOT_ASKED


def _tape(event: TalkRecorded | TalkRecordingBegan) -> TalkTape:
    names = (event.leg_id, event.call_id, event.agent, event.queue, event.keep_days, event.connected_at)
    return TalkTape(*names)


def _after(tape: TalkTape, event: CallEvent) -> TalkTape:
    match event:
        case TalkRecordingPaused() if tape.silent_since_s is None:
            return replace(tape, silent_since_s=tape.at(event.at))
        case TalkRecordingResumed() if tape.silent_since_s is not None:
            return replace(tape, pauses=(*tape.pauses, tape.silent_since_s, tape.at(event.at)), silent_since_s=None)
        case AgentLegEnded() | CallEnded():
            return replace(tape, is_over=True)
    return tape
