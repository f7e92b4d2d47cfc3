from pathlib import Path

import pytest

from ivr.calls.commands import Collect, Collected, DialEnded, DialOutcome, HungUp, Played, RecordingEnded, Voice
from ivr.calls.scripted_voice import (
    ScriptBroken,
    ScriptedVoice,
    answers,
    collects,
    dials,
    hangs_up,
    holds,
    plays,
    records,
    sets,
)


async def test_whole_script_is_followed_in_order() -> None:
    wish = Collect((), ("1",))
    ended = DialEnded(DialOutcome.BUSY)
    voice: Voice
    voice = scripted = ScriptedVoice(
        answers(),
        plays(["en/welcome"], Played("1", completed=False)),
        collects(Collected("2"), wish=wish),
        sets({"IVR_CALL": "x"}),
        holds("D", seconds=30),
        dials(ended, "PJSIP/agent-anna"),
        records(RecordingEnded(2.0, "#"), stop_key="#"),
        hangs_up(),
    )
    await voice.answer()
    assert (await voice.play([Path("en/welcome")], "1")).key == "1"
    assert await voice.collect([], wish) == Collected("2")
    await voice.set_variables({"IVR_CALL": "x", "IVR_QUEUE": "nurse"})
    assert await voice.hold(30) == "D"
    assert await voice.dial("PJSIP/agent-anna", 15, music=True) == ended
    assert (await voice.record(Path("take"), "#", 60)).key == "#"
    await voice.hang_up()
    scripted.finish()


async def test_another_verb_than_the_script_says_breaks_it() -> None:
    with pytest.raises(ScriptBroken, match="asked for play"):
        await ScriptedVoice(answers()).play([], "")


async def test_another_clip_than_the_script_says_breaks_it() -> None:
    with pytest.raises(ScriptBroken, match="goodbye"):
        await ScriptedVoice(plays(["en/welcome"])).play([Path("en/goodbye")], "")


async def test_no_clip_where_the_script_says_one_breaks_it() -> None:
    with pytest.raises(ScriptBroken):
        await ScriptedVoice(plays(["en/welcome"])).play([], "")


async def test_silence_where_the_script_says_so_is_insisted_on() -> None:
    with pytest.raises(ScriptBroken):
        await ScriptedVoice(plays([])).play([Path("en/welcome")], "")


async def test_missing_variable_breaks_the_script() -> None:
    with pytest.raises(ScriptBroken):
        await ScriptedVoice(sets({"IVR_CALL": "x"})).set_variables({"IVR_QUEUE": "nurse"})


async def test_hang_up_is_raised_where_the_script_says_so() -> None:
    with pytest.raises(HungUp):
        await ScriptedVoice(holds(HungUp())).hold(5)


async def test_nothing_may_follow_the_script() -> None:
    voice = ScriptedVoice(hangs_up())
    await voice.hang_up()
    with pytest.raises(ScriptBroken, match="script says None"):
        await voice.answer()


async def test_step_can_last_until_something_happens() -> None:
    async def key_from_elsewhere() -> str:
        return "7"

    assert await ScriptedVoice(holds(key_from_elsewhere)).hold(5) == "7"


async def test_step_nobody_asked_for_is_told_at_the_end() -> None:
    with pytest.raises(ScriptBroken, match="never asked for"):
        ScriptedVoice(answers()).finish()


async def test_broken_script_stays_broken_when_nobody_listened() -> None:
    voice = ScriptedVoice(answers())
    with pytest.raises(ScriptBroken):
        await voice.hang_up()
    with pytest.raises(ScriptBroken, match="asked for hang_up"):
        voice.finish()
