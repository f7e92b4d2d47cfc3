"""Whatever happens to voices and prompts, the engine gets clips."""

import pytest

from ivr.calls.commands import Say
from ivr.calls.values import Text
from ivr.speech.apology import write_apologies
from ivr.speech.clip import ClipCache
from ivr.speech.speaker import Speaker, SpeechOutcome
from ivr.spoken.plan import Spoken
from ivr.spoken.prompt import prompt_book

BOOK = prompt_book(
    {"welcome": {"en": "Welcome."}, "greeting": {"en": "Hello {name}. It is us."}, "apology": {"en": "We are sorry."}}
)
WELCOME = Say("welcome")
GREETING = Say("greeting", (("name", Text("Anna")),))


@pytest.fixture
def speaker(cache: ClipCache) -> Speaker:
    return Speaker(BOOK, cache)


def test_clips_come_in_the_order_they_are_said(speaker: Speaker, offline) -> None:
    assert len(speaker.clips([WELCOME, GREETING], "en").paths) == 3
    assert offline.said == ["Welcome.", "Hello Anna.", "It is us."]


def test_nothing_is_rendered_for_what_is_ready(speaker: Speaker, cache: ClipCache, offline) -> None:
    assert speaker.ready([WELCOME], "en") is None
    path = cache.render(Spoken("Welcome.", "en"))
    found = speaker.ready([WELCOME], "en")
    assert found is not None
    assert (found.paths, found.outcome, offline.said) == ((path,), SpeechOutcome.SAID, [])


def test_a_clip_in_the_other_voice_is_wanted_in_the_chosen_one(speaker: Speaker) -> None:
    said = speaker.clips([WELCOME], "en")
    assert (said.outcome, said.wanted) == (SpeechOutcome.OTHER_VOICE, (Spoken("Welcome.", "en"),))


@pytest.mark.parametrize("say", [Say("unknown"), Say("greeting")])
def test_a_prompt_that_is_wrong_is_left_out_and_named(speaker: Speaker, say: Say) -> None:
    said = speaker.clips([say, WELCOME], "en")
    assert len(said.paths) == 1
    assert (said.outcome, said.missing) == (SpeechOutcome.INCOMPLETE, (say.prompt,))


def test_the_apology_is_heard_when_nothing_else_can_be(speaker: Speaker, cache: ClipCache, chosen, offline) -> None:
    write_apologies(cache, BOOK, ["en"])
    chosen.fails = offline.fails = True
    said = speaker.clips([WELCOME], "en")
    assert (said.paths, said.missing) == ((cache.sounds_dir / "en" / "apology",), ("welcome",))


def test_silence_is_an_outcome_too(speaker: Speaker, offline) -> None:
    offline.fails = True
    assert speaker.clips([WELCOME], "en").paths == ()
    assert speaker.ready([Say("unknown")], "en") is None
