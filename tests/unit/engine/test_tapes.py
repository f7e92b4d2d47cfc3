"""Talks recorded while they last: begun, paused, resumed, and what is written down of them."""

from dataclasses import dataclass

import pytest

from ivr.calls import intentions as wishes
from ivr.calls.commands import Collected, DialEnded, DialOutcome
from ivr.calls.events import AgentConnected
from ivr.calls.recording import RecordingMode, RecordingRule
from ivr.calls.recording_events import TalkRecorded, TalkRecordingBegan, TalkRecordingPaused, TalkRecordingResumed
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

ANNA, CHANNEL = "agent-anna", "PJSIP/far-end-00000001"
QUEUED = (sets(), answers(), sets({"IVR_LANGUAGE": "en"}), collects(Collected("1"), ["welcome"]))
TOLD = plays(["recording_notice"])
HELD = sets({"IVR_QUEUE": "reception"})
TALKED = DialEnded(DialOutcome.ANSWERED)


@dataclass
class Talk:
    """A talk of Anna's in the middle of which something is done."""

    office: object
    done: list[str | None]

    def __call__(self, *deeds):
        async def ring() -> DialEnded:
            self.office.answers.picked_up(CHANNEL, self.office.clock.now())
            (call_id,) = {event.call_id for event in self.office.events if isinstance(event, AgentConnected)}
            for deed in deeds:
                self.office.clock.forward(10.0)
                if isinstance(deed, str):
                    self.office.tapes.key_pressed(f"PJSIP/{deed}-0000002a")
                    for _ in range(4):
                        await self.office.breathe()
                else:
                    self.done.append(await deed(call_id, "console"))
            self.office.clock.forward(10.0)
            return TALKED

        return ring


@pytest.fixture
def talk(office) -> Talk:
    office.log_in(ANNA)
    return Talk(office, [])


def record(office, mode: RecordingMode) -> None:
    office.terms.rules = {"reception": QueueRules(recording=RecordingRule(mode))}


async def test_a_talk_of_a_queue_that_records_all_is_recorded(office, talk) -> None:
    record(office, RecordingMode.ALL)
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(talk()), stops_tape(), hangs_up()))
    assert office.only(TalkRecordingBegan).connected_at == office.only(AgentConnected).at
    assert office.only(TalkRecorded).leg_id == office.only(AgentConnected).leg_id
    assert office.only(TalkRecorded).pauses == ()
    assert office.story[-1] == "CallEnded"


async def test_a_paused_stretch_is_written_down_in_the_talks_own_time(office, talk) -> None:
    record(office, RecordingMode.ALL)
    ring = talk(office.tapes.pause, office.tapes.record)
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(ring), stops_tape(), hangs_up()))
    assert (office.muted, talk.done) == ([True, False], [None, None])
    assert office.only(TalkRecorded).pauses == (10.0, 20.0)


async def test_the_agents_key_pauses_and_goes_on(office, talk) -> None:
    record(office, RecordingMode.ALL)
    ring = talk(ANNA, ANNA)
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(ring), stops_tape(), hangs_up()))
    assert [office.only(TalkRecordingPaused).by, office.only(TalkRecordingResumed).by] == ["agent", "agent"]
    assert office.told_keys == [(f"PJSIP/{ANNA}-0000002a", False), (f"PJSIP/{ANNA}-0000002a", True)]


async def test_another_agents_key_changes_nothing(office, talk) -> None:
    record(office, RecordingMode.ALL)
    ring = talk("agent-bela")
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(ring), stops_tape(), hangs_up()))
    assert (office.muted, office.told_keys) == ([], [])


async def test_a_key_that_changes_nothing_is_answered_by_no_tone(office, talk) -> None:
    record(office, RecordingMode.ALL)
    office.is_up = False
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(talk(ANNA)), stops_tape(), hangs_up()))
    assert (office.muted, office.told_keys) == ([True], [])


async def test_a_pause_ends_by_itself(office, talk) -> None:
    office.terms.rules = {"reception": QueueRules(recording=RecordingRule(RecordingMode.ALL, pause_s=0))}
    ring = talk(office.tapes.pause, ANNA)
    office.tapes.key_pressed = lambda _channel: None
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(ring), stops_tape(), hangs_up()))
    assert office.only(TalkRecordingResumed).by == "time"


async def test_on_demand_a_talk_is_silent_until_asked_for(office, talk) -> None:
    record(office, RecordingMode.ON_DEMAND)
    ring = talk(office.tapes.record)
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(ring), stops_tape(), hangs_up()))
    assert office.muted == [True, False]
    assert office.only(TalkRecorded).pauses == (0.0, 10.0)


async def test_on_demand_nothing_is_kept_of_a_talk_nobody_asked_for(office, talk) -> None:
    record(office, RecordingMode.ON_DEMAND)
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), dials(talk()), stops_tape(), hangs_up()))
    assert "TalkRecorded" not in office.story
    assert "TalkRecordingBegan" not in office.story


async def test_what_cannot_be_muted_is_not_recorded_on_demand(office, talk) -> None:
    record(office, RecordingMode.ON_DEMAND)
    office.is_up = False
    ring = talk(office.tapes.record)
    voice = ScriptedVoice(*QUEUED, TOLD, HELD, tapes(), stops_tape(), dials(ring), hangs_up())
    await office.call(voice)
    assert talk.done == [wishes.NOT_RECORDED]


async def test_a_talk_nobody_was_told_of_cannot_be_recorded(office, talk) -> None:
    ring = talk(office.tapes.record, office.tapes.pause)
    await office.call(ScriptedVoice(*QUEUED, HELD, dials(ring), hangs_up()))
    assert talk.done == [wishes.NOT_RECORDED] * 2


async def test_where_asterisk_cannot_record_the_talk_goes_on_without(office, talk) -> None:
    record(office, RecordingMode.ALL)
    await office.call(ScriptedVoice(*QUEUED, TOLD, HELD, tapes(reply=no), dials(talk()), hangs_up()))
    assert "TalkRecorded" not in office.story


async def no() -> bool:
    return False
