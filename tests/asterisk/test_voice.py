"""The Voice port over a conversation with prepared replies."""

from pathlib import Path
from typing import Any

import pytest

from ivr.asterisk.agi_conversation import AgiConversation
from ivr.asterisk.voice import AgiVoice
from ivr.calls.commands import Collect, DialEnded, DialOutcome, HungUp, Voice
from ivr.errors import Misuse

PLAYED = b"200 result=0 endpos=8000\n"
CLIPS = (Path("/s/a"), Path("/s/b"))


def key(character: str) -> bytes:
    return b"200 result=%d\n" % ord(character)


@pytest.fixture
async def voice(conversation: AgiConversation) -> Voice:
    return AgiVoice(conversation)


async def test_clips_play_in_order_with_the_keys_that_end_them(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [PLAYED, PLAYED]
    played = await voice.play(CLIPS, "12D")
    assert (played.key, played.completed) == ("", True)
    assert asterisk.commands == ['STREAM FILE "/s/a" "12D"', 'STREAM FILE "/s/b" "12D"']


async def test_a_key_ends_the_clips(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=68 endpos=80\n"]
    played = await voice.play(CLIPS, "D")
    assert (played.key, played.completed, len(asterisk.commands)) == ("D", False, 1)


async def test_clip_that_cannot_be_opened_is_not_completed(
    asterisk: Any, voice: Voice, caplog: pytest.LogCaptureFixture
) -> None:
    asterisk.answers += [b"200 result=-1 endpos=0\n", PLAYED]
    assert not (await voice.play(CLIPS, "")).completed
    assert "/s/a" in caplog.text


async def test_key_during_the_prompt_is_the_first_digit(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=49 endpos=80\n", key("2"), key("#")]
    collected = await voice.collect(CLIPS, Collect((), max_digits=4, between_s=1.5))
    assert (collected.digits, collected.completed) == ("12", False)
    assert asterisk.commands[1].startswith('WAIT FOR DIGIT "1')


async def test_choice_that_cannot_grow_ends_collecting_at_once(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=50 endpos=80\n"]
    assert (await voice.collect(CLIPS, Collect((), choices=("1", "2", "*")))).digits == "2"
    assert len(asterisk.commands) == 1


async def test_terminator_is_a_key_like_any_other_among_choices(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [key("#")]
    assert (await voice.collect((), Collect((), choices=("#",)))).digits == "#"


async def test_prompt_that_may_not_be_interrupted_has_no_keys(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [PLAYED, PLAYED, b"200 result=0\n"]
    collected = await voice.collect(CLIPS, Collect((), interruptible=False))
    assert (collected.digits, collected.completed) == ("", True)
    assert asterisk.commands[0] == 'STREAM FILE "/s/a" ""'


async def test_key_of_nobodys_choice_is_not_collected(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [key("D"), key("1")]
    assert (await voice.collect((), Collect((), choices=("1",)))).digits == "1"


async def test_music_is_turned_on_once_and_again_after_a_play(asterisk: Any, voice: Voice) -> None:
    await voice.hold(1)
    await voice.hold(1.5)
    await voice.play(CLIPS[:1], "")
    await voice.hold(1)
    music, wait = 'SET MUSIC "ON" "ivr"', 'WAIT FOR DIGIT "1000"'
    assert asterisk.commands == [music, wait, 'WAIT FOR DIGIT "1500"', 'STREAM FILE "/s/a" ""', music, wait]


async def test_hold_returns_the_knock(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=0\n", key("D")]
    assert await voice.hold(20) == "D"


async def test_hold_woken_by_a_line_on_the_socket_has_no_key(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=0\n", b"200 result=1\n"]
    assert await voice.hold(20) == ""


@pytest.mark.parametrize(("status", "outcome"), [("NOANSWER", DialOutcome.NO_ANSWER), ("BUSY", DialOutcome.BUSY)])
async def test_dial_tells_why_nobody_answered(asterisk: Any, voice: Voice, status: str, outcome: DialOutcome) -> None:
    asterisk.answers += [b"200 result=0\n", b"200 result=1 (%s)\n" % status.encode()]
    assert await voice.dial("PJSIP/agent-anna", 15, music=True) == DialEnded(outcome)
    assert asterisk.commands[0] == 'EXEC "Dial" "PJSIP/agent-anna,15,gm(ivr)"'


async def test_dial_tells_who_hung_up_after_talking(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=0\n", b"200 result=1 (ANSWER)\n", b"200 result=1 (PJSIP/agent-anna-2)\n"]
    asterisk.answers += [b"200 result=1 (PJSIP/far-end-1)\n"]
    assert await voice.dial("PJSIP/agent-anna", 15, music=False) == DialEnded(DialOutcome.ANSWERED)


async def test_caller_who_hangs_up_during_a_dial_is_gone(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=-1\nHANGUP\nHANGUP\n"]
    with pytest.raises(HungUp):
        await voice.dial("PJSIP/agent-anna", 15, music=True)


@pytest.mark.parametrize("target", ["PJSIP/a,30,U(x)", "PJSIP/a&PJSIP/b", "anna", "PJSIP/${X}", "PJSIP/a\n"])
async def test_string_that_is_no_dial_string_is_refused(voice: Voice, target: str) -> None:
    with pytest.raises(Misuse):
        await voice.dial(target, 15, music=True)


async def test_what_is_spoken_is_recorded_until_the_key(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=35 (dtmf) endpos=16000\n"]
    assert (await voice.record(Path("/s/take"), "#", 60)).key == "#"
    assert asterisk.commands == ['RECORD FILE "/s/take" "wav16" "#" "60000"']


async def test_a_recording_that_is_long_enough_has_no_key(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=0 (timeout) endpos=16000\n"]
    assert (await voice.record(Path("/s/take"), "#", 1)).key == ""


async def test_a_file_asterisk_cannot_write_ends_the_recording_only(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=-1 (writefile)\n"]
    assert (await voice.record(Path("/nowhere/take"), "#", 60)).key == ""


async def test_both_sides_of_the_next_talk_go_into_files_and_the_agent_gets_his_key(
    asterisk: Any, voice: Voice
) -> None:
    assert await voice.tape(Path("/s/a-1.caller.wav"), Path("/s/a-1.agent.wav"))
    await voice.stop_tape()
    assert asterisk.commands == [
        'EXEC "MixMonitor" ",bSr(/s/a-1.caller.wav)t(/s/a-1.agent.wav)"',
        'SET VARIABLE "_DYNAMIC_FEATURES" "ivr-record"',
        'EXEC "StopMixMonitor"',
        'SET VARIABLE "_DYNAMIC_FEATURES" ""',
    ]


async def test_an_asterisk_that_cannot_record_says_so(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [b"200 result=-2\n"]
    assert not await voice.tape(Path("/s/a-1.caller.wav"), Path("/s/a-1.agent.wav"))


async def test_a_folder_whose_name_would_end_the_option_is_not_recorded_into(asterisk: Any, voice: Voice) -> None:
    assert not await voice.tape(Path("/s (1)/a.wav"), Path("/s (1)/b.wav"))
    assert asterisk.commands == []


async def test_variables_are_set_as_one_line_each(asterisk: Any, voice: Voice) -> None:
    await voice.set_variables({"IVR_QUEUE": "reception", "CHANNEL(accountcode)": "a\nHANGUP"})
    assert asterisk.commands == [
        'SET VARIABLE "IVR_QUEUE" "reception"',
        'SET VARIABLE "CHANNEL(accountcode)" "a HANGUP"',
    ]


async def test_plain_values_are_set_in_one_command(asterisk: Any, voice: Voice) -> None:
    await voice.set_variables({"IVR_QUEUE": "reception", "CHANNEL(accountcode)": "a-1", "DIALSTATUS": ""})
    assert asterisk.commands == ['EXEC "MSet" "IVR_QUEUE=reception,CHANNEL(accountcode)=a-1,DIALSTATUS="']


async def test_what_is_set_already_is_not_set_again_but_for_what_asterisk_sets_too(asterisk: Any, voice: Voice) -> None:
    for _ in range(2):
        await voice.set_variables({"IVR_LANGUAGE": "en"})
        await voice.set_variables({"DIALSTATUS": ""})
    assert [command.split()[2] for command in asterisk.commands] == ['"IVR_LANGUAGE"', '"DIALSTATUS"', '"DIALSTATUS"']


async def test_hanging_up_on_purpose_is_told_to_the_dialplan_first(asterisk: Any, voice: Voice) -> None:
    await voice.hang_up()
    assert asterisk.commands == ['SET VARIABLE "IVR_DONE" "1"']


async def test_hanging_up_on_someone_who_is_gone_is_no_error(asterisk: Any, voice: Voice) -> None:
    asterisk.answers += [None]
    await voice.hang_up()
