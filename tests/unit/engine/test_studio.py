"""Prompts recorded from an agent's telephone, with the office's own door."""

from ivr.calls.commands import Collected, HungUp, Played, RecordingEnded
from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEnded, CallStarted
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, hangs_up, plays, records, sets

ANNA = "agent-anna"
SPEAK = (plays(["record_speak"]), plays(["beep"], interrupt_keys=""))
SPOKEN = records(RecordingEnded(2.0, "#"), stop_key="#")
TO_THE_BEEP = (
    sets(),
    answers(),
    collects(Collected("1234"), ["record_number"]),
    plays(["record_present"]),
    plays(["present/welcome"]),
    *SPEAK,
)
LISTENED = (plays(["record_review"]), plays(["take-1-clip"]))
LEFT = (collects(Collected("*"), ["record_kept", "record_number"]), plays(["record_left"]), hangs_up())


async def ring(office, *steps) -> None:
    await office.call(ScriptedVoice(*steps), dialled="*48", endpoint=ANNA)


async def test_a_prompt_is_recorded_heard_and_kept(office) -> None:
    await ring(office, *TO_THE_BEEP, SPOKEN, *LISTENED, collects(Collected("1")), *LEFT)

    assert office.takes.kept == [("take-1", "welcome")]
    assert office.only(CallStarted).entry == "feature:*48"
    assert office.only(CallEnded).disposition is Disposition.FEATURE


async def test_what_is_spoken_again_replaces_the_take_before(office) -> None:
    again = (collects(Collected("2")), *SPEAK, SPOKEN, plays(["record_review"]), plays(["take-2-clip"]))

    await ring(office, *TO_THE_BEEP, SPOKEN, *LISTENED, *again, collects(Collected("1")), *LEFT)

    assert office.takes.kept == [("take-2", "welcome")]
    assert {"take-1", "take-2"} <= set(office.takes.discarded)


async def test_a_hang_up_while_speaking_keeps_nothing(office) -> None:
    await ring(office, *TO_THE_BEEP, records(HungUp()))

    assert (office.takes.kept, office.takes.discarded[-1]) == ([], "take-1")
    assert office.only(CallEnded).hung_up_by is Party.CALLER


async def test_silence_is_not_played_back(office) -> None:
    office.takes.audible = False
    again = (plays(["record_nothing", "record_speak"]), plays(["beep"]), records(HungUp()))

    await ring(office, *TO_THE_BEEP, SPOKEN, *again)

    assert office.takes.kept == []


async def test_a_key_in_the_playback_is_the_choice(office) -> None:
    listened = (plays(["record_review"]), plays(["take-1-clip"], Played("*", 0.5, completed=False)))
    left = (plays(["record_discarded", "record_left"]), hangs_up())

    await ring(office, *TO_THE_BEEP, SPOKEN, *listened, *left)

    assert office.takes.kept == []


async def test_only_agents_phones_may_record(office) -> None:
    said = ScriptedVoice(sets(), answers(), plays(["not_an_agent"]), hangs_up())

    await office.call(said, dialled="*48", endpoint="far-end")
