from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.far_end_script import Consult, Drop, HangUp, Join, Press, SendOn, Silence, Speak, Wait, parse_script
from ivr.errors import AuthorError


def test_a_line_becomes_steps_in_order():
    assert parse_script("wait:3 2, silence:1.5 12# hangup") == (
        Wait(3.0),
        Press("2"),
        Silence(1.5),
        Press("12#"),
        HangUp(),
    )


def test_a_telephone_may_have_a_second_call_and_connect_both():
    steps = parse_script("transfer:219 consult:219 drop consult:219 join")
    assert steps == (SendOn("219"), Consult("219"), Drop(), Consult("219"), Join())


def test_an_empty_line_is_a_caller_who_only_listens():
    assert parse_script("  ") == ()


@pytest.mark.parametrize("word", ["wait", "wait:x", "wait:-1", "wait:9999", "sleep:1", "2x", "Hangup"])
def test_a_word_that_means_nothing_is_named_with_what_would(word):
    with pytest.raises(AuthorError, match=r"nothing a caller can do.*wait:SECONDS"):
        parse_script(f"1 {word}")


@given(st.text(alphabet="0123456789*#ABCD", min_size=1))
def test_any_keys_can_be_pressed(keys):
    assert parse_script(keys) == (Press(keys),)


def test_somebody_can_say_a_sound_file():
    assert parse_script("say:/tmp/clip wait:2") == (Speak(Path("/tmp/clip")), Wait(2.0))
