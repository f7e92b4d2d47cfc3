"""The steps of a call that have to do with its recording."""

from datetime import UTC, datetime

from ivr.calls.events import LanguageChosen
from ivr.calls.recording_events import RecordingAnnounced, TalkRecordingResumed
from ivr.reports.journey_recording import Taped, taped

OF = {"event_id": "e", "at": datetime(2026, 11, 22, 12, tzinfo=UTC), "call_id": "call-1"}


def test_what_became_of_the_announcement_is_a_step() -> None:
    assert taped(RecordingAnnounced(**OF, queue="bank", consent="refused"), 3.0) == Taped(3.0, "refused")


def test_who_let_it_go_on_is_told() -> None:
    assert taped(TalkRecordingResumed(**OF, leg_id="call-1-1", by="time"), 9.0) == Taped(9.0, "resumed", "time")


def test_other_events_are_no_steps_of_it() -> None:
    assert taped(LanguageChosen(**OF, language="en"), 1.0) is None
