"""A line that speaks AGI and one that follows a script can both listen to who took the call."""

import inspect

import pytest

from ivr.asterisk.voice import AgiVoice
from ivr.calls.answering import AnswerSound, PlacedVoice
from ivr.calls.scripted_voice import ScriptedVoice, awaits_silence, listens


@pytest.mark.parametrize("line", [AgiVoice, ScriptedVoice])
@pytest.mark.parametrize("verb", ["listen", "await_silence"])
def test_both_lines_know_the_verbs_of_calls_we_placed(line: type, verb: str) -> None:
    wanted = inspect.signature(getattr(PlacedVoice, verb)).parameters
    assert list(inspect.signature(getattr(line, verb)).parameters) == list(wanted)


async def test_a_script_says_who_took_the_call() -> None:
    voice = ScriptedVoice(listens(AnswerSound("HUMAN", "HUMAN-1-2")), awaits_silence())
    assert await voice.listen() == AnswerSound("HUMAN", "HUMAN-1-2")
    await voice.await_silence(1.0, 30.0)
    voice.finish()
