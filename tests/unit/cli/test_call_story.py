from pathlib import Path

import pytest

from ivr.asterisk.far_end_call import FarEndCall, Seen
from ivr.cli.call_story import as_plain, lines, not_heard, story
from ivr.speech.heard import Listened, Words
from ivr.spoken.prompt_file import parse_prompts

BOOK = parse_prompts(
    "welcome:\n  en: Welcome.\n  hu: Szia.\nopen_on:\n  en: On {day} we are open. Until {closes}.\n", "p.yaml"
)


def words(text, at_s=1.0, completed=True):
    return Words(text, "en", at_s, at_s + 1, 1.0, completed)


@pytest.fixture
def call():
    times = iter([100.0, 100.5, 103.5, 110.5])
    call = FarEndCall("id", "100", Path("none"), lambda: next(times), caller_id="+3612345678")
    call.mark(Seen.PLACED)
    call.mark(Seen.ANSWERED)
    call.mark(Seen.KEY, "2")
    call.end(16)
    return call


def test_moments_are_told_in_order_from_the_answer(call):
    told = story(call, Listened((words("Welcome."),), 0.0, 10.0))
    assert [(moment.at_s, moment.kind) for moment in told] == [
        (-0.5, "placed"),
        (0.0, "answered"),
        (1.0, "heard"),
        (3.0, "key"),
        (10.0, "hung up"),
    ]


def test_a_prompt_cut_short_says_so(call):
    text = "\n".join(lines(call, Listened((words("Welcome.", completed=False),), 3.0, 10.0)))
    assert '"Welcome." (en, cut short after 1.0 s)' in text
    assert "3.0 s of it while waiting" in text


def test_programs_get_the_same(call):
    plain = as_plain(call, Listened((words("Welcome."),), 0.0, 10.0))
    assert plain["keys"] == "2"
    assert plain["heard"][0]["text"] == "Welcome."
    assert (plain["answered"], plain["ended_by"], plain["cause"]) == (True, "other side", 16)


@pytest.mark.parametrize(
    ("wish", "heard", "is_missing"),
    [
        ("welcome", ["Szia."], False),
        ("welcome", ["Hello."], True),
        ("open_on", ["On Monday we are open.", "Until five."], False),
        ("open_on", ["On Monday we are open."], True),
        ("we are OPEN. until", ["On Monday we are open.", "Until five."], False),
        ("closed", ["On Monday we are open."], True),
    ],
)
def test_a_wish_is_a_prompt_or_a_part_of_what_was_said(wish, heard, is_missing):
    assert not_heard([wish], [words(text) for text in heard], BOOK) == ([wish] if is_missing else [])
