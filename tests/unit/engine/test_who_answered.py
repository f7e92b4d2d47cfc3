"""Who took a call we placed is listened to, written down, and let speak to his end when it is a machine."""

from dataclasses import replace

import pytest

from ivr.calls.answering import AnswerSound
from ivr.calls.callback_events import AnswerJudged
from ivr.calls.commands import Collected
from ivr.calls.disposition import Disposition
from ivr.calls.events import CallEnded
from ivr.calls.ids import uuid7
from ivr.calls.scripted_voice import ScriptedVoice, answers, awaits_silence, collects, hangs_up, listens, plays, sets
from ivr.engine.answered_reminder import AnsweredReminder
from ivr.engine.who_answered import who_answered
from ivr.outbound.machine import AnsweredBy

CALL = uuid7(1, bytes(10))
MACHINE, HUMAN = AnswerSound("MACHINE", "MAXWORDS-5-5"), AnswerSound("HUMAN", "HUMAN-1-2")
REMINDER = AnsweredReminder("r", "a", "reminder", "en", {"reminder": ()}, listens=True)


async def test_a_person_is_spoken_to_at_once(office) -> None:
    voice = ScriptedVoice(listens(HUMAN))
    assert await who_answered(office.caller(voice), voice) is AnsweredBy.HUMAN
    voice.finish()
    assert (office.only(AnswerJudged).answered_by, office.only(AnswerJudged).because) == ("human", "human")


async def test_a_machine_is_let_speak_to_its_end(office) -> None:
    voice = ScriptedVoice(listens(MACHINE), awaits_silence())
    assert await who_answered(office.caller(voice), voice) is AnsweredBy.MACHINE
    voice.finish()


@pytest.mark.parametrize(
    ("digits", "said", "ended"), [("", "unanswered", Disposition.MACHINE), ("1", "thanks", Disposition.CONFIRMED)]
)
async def test_a_reminder_told_to_a_machine_ends_so_unless_a_key_shows_a_person(office, digits, said, ended) -> None:
    office.answered_reminders[CALL] = replace(REMINDER)
    voice = ScriptedVoice(
        sets(), answers(), listens(MACHINE), awaits_silence(), sets(), collects(Collected(digits)), plays((said,)),
        hangs_up(),
    )  # fmt: skip
    await office.call(voice, door="outbound", call_id=CALL, dialled="answered")
    assert office.only(CallEnded).disposition is ended
