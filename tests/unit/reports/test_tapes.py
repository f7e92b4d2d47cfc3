"""The recordings of a call's talks as its history tells of them."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import Party
from ivr.calls.events import AgentLegEnded
from ivr.calls.recording import Consent
from ivr.calls.recording_events import (
    RecordingAnnounced,
    TalkRecorded,
    TalkRecordingBegan,
    TalkRecordingPaused,
    TalkRecordingResumed,
)
from ivr.reports.tapes import consent, tapes

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEG = {"visit_id": "v", "leg_id": "call-1-1", "agent": "agent-anna"}
TALK = {**LEG, "queue": "bank", "keep_days": 30, "connected_at": NOON}


def told(kind, seconds: float, **fields):
    return kind(event_id=f"{kind.__name__}{seconds}", at=NOON + timedelta(seconds=seconds), call_id="call-1", **fields)


def paused(seconds: float):
    return told(TalkRecordingPaused, seconds, leg_id="call-1-1", by="agent")


def resumed(seconds: float):
    return told(TalkRecordingResumed, seconds, leg_id="call-1-1", by="agent")


def test_a_talk_that_is_told_to_its_end_is_as_told() -> None:
    events = [
        told(TalkRecordingBegan, 0, **TALK),
        paused(3),
        resumed(5),
        told(TalkRecorded, 9, **TALK, pauses=(3.0, 5.0)),
    ]
    tape = tapes(events)["call-1-1"]
    assert (tape.pauses, tape.is_over, tape.keep_until) == ((3.0, 5.0), True, NOON + timedelta(days=30))


def test_a_talk_whose_end_nobody_told_is_known_from_what_was() -> None:
    events = [told(TalkRecordingBegan, 0, **TALK), paused(3), resumed(5), paused(8)]
    ended = told(AgentLegEnded, 20, **LEG, hung_up_by=Party.CALLER)
    tape = tapes([ended, *reversed(events)])["call-1-1"]
    assert tape.is_over
    assert tape.pauses_until(19.5) == (3.0, 5.0, 8.0, 19.5)


def test_a_talk_recorded_on_demand_begins_in_silence() -> None:
    tape = tapes([told(TalkRecordingBegan, 12.5, **TALK)])["call-1-1"]
    assert (tape.pauses, tape.is_over, tape.silent_since_s) == ((0.0, 12.5), False, None)


def test_the_last_word_of_the_caller_counts() -> None:
    assert consent([]) is Consent.NOT_ASKED
    assert consent([told(RecordingAnnounced, 0, queue="bank", consent="refused")]) is Consent.REFUSED
