"""What a caller is told before he joins a queue whose talks may be recorded."""

import pytest

from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp, Played
from ivr.calls.recording import RecordingMode, RecordingRule
from ivr.calls.recording_events import RecordingAnnounced
from ivr.calls.scripted_voice import (
    ScriptedVoice,
    answers,
    collects,
    dials,
    hangs_up,
    plays,
    sets,
    stops_tape,
    tapes,
)
from ivr.engine.queue_terms import QueueRules

ANNA = "agent-anna"
QUEUED = (sets(), answers(), sets({"IVR_LANGUAGE": "en"}), collects(Collected("1"), ["welcome"]))
HELD = sets({"IVR_QUEUE": "reception"})
NOTICE = ["recording_notice", "recording_refusal_key"]
TALKED = DialEnded(DialOutcome.ANSWERED)


@pytest.fixture(autouse=True)
def refusable(office) -> None:
    office.log_in(ANNA)
    office.terms.rules = {"reception": QueueRules(recording=RecordingRule(RecordingMode.ALL, refusal_key="9"))}


def consents(office) -> list[str]:
    return [event.consent for event in office.events if isinstance(event, RecordingAnnounced)]


async def test_who_presses_no_key_agrees(office) -> None:
    told = (plays(NOTICE, interrupt_keys="9"), collects(Collected("")))
    talk = (tapes(), dials(office.picks_up(TALKED)), stops_tape(), hangs_up())
    await office.call(ScriptedVoice(*QUEUED, *told, HELD, *talk))
    assert consents(office) == ["heard"]


async def test_a_refusal_while_it_is_said_is_confirmed_and_nothing_is_recorded(office) -> None:
    told = (plays(NOTICE, Played("9", completed=False)), plays(["recording_refused"]))
    await office.call(ScriptedVoice(*QUEUED, *told, HELD, dials(office.picks_up(TALKED)), hangs_up()))
    assert consents(office) == ["refused"]


async def test_a_refusal_right_after_it_counts_as_well(office) -> None:
    told = (plays(NOTICE), collects(Collected("9")), plays(["recording_refused"]))
    await office.call(ScriptedVoice(*QUEUED, *told, HELD, dials(office.picks_up(TALKED)), hangs_up()))
    assert consents(office) == ["refused"]


async def test_what_was_not_heard_to_its_end_allows_nothing(office) -> None:
    told = plays(NOTICE, Played(completed=False))
    await office.call(ScriptedVoice(*QUEUED, told, HELD, dials(office.picks_up(TALKED)), hangs_up()))
    assert consents(office) == ["not_asked"]


async def test_what_no_voice_could_say_allows_nothing(office) -> None:
    office.unspeakable.add("recording_notice")
    office.terms.rules = {"reception": QueueRules(recording=RecordingRule(RecordingMode.ALL))}
    await office.call(ScriptedVoice(*QUEUED, plays(), HELD, dials(office.picks_up(TALKED)), hangs_up()))
    assert "TalkRecorded" not in office.story


async def test_who_hangs_up_meanwhile_never_joined(office) -> None:
    await office.call(ScriptedVoice(*QUEUED, plays(NOTICE, HungUp())))
    assert "CallQueued" not in office.story
