from itertools import count
from pathlib import Path

import pytest

from ivr.asterisk.far_end_call import DETECTED_S, FarEndCall, Seen, Side


@pytest.fixture
def call():
    ticks = count(100)
    return FarEndCall("id", "100", Path("none"), lambda: float(next(ticks)))


def state(number):
    return {"Event": "Newstate", "ChannelState": number}


def test_ringing_and_answer_are_noted_once_each(call):
    for number in ("5", "5", "6", "6"):
        call.see(state(number))
    assert [(mark.at, mark.seen) for mark in call.marks] == [(100.0, Seen.RINGING), (101.0, Seen.ANSWERED)]


def test_an_answered_call_is_up_until_it_is_over(call):
    assert not call.is_up
    call.see(state("6"))
    assert call.is_up
    call.see({"Event": "Hangup", "Cause": "16"})
    assert not call.is_up


def test_who_did_not_hang_up_here_was_hung_up_on(call):
    call.see({"Event": "Hangup", "Cause": "17"})
    assert (call.ended_by, call.cause) == (Side.OTHER_SIDE, 17)
    assert call.over.is_set()
    assert call.settled.is_set()


def test_who_leaves_here_first_has_hung_up(call):
    call.leave()
    call.see({"Event": "Hangup", "Cause": "16"})
    assert call.ended_by is Side.FAR_END


def test_a_call_ends_once(call):
    call.end(16)
    call.end(17)
    assert (call.cause, len(call.marks)) == (16, 1)


def test_a_silence_began_before_it_was_told(call):
    call.see({"Event": "ChannelTalkingStop"})
    assert call.quiet_since == 100.0 - DETECTED_S
    call.see({"Event": "ChannelTalkingStart"})
    assert call.quiet_since is None


def test_what_did_not_happen_has_no_time(call):
    assert call.at(Seen.ANSWERED) is None
