"""Listening first on a call we placed: who took it, written into its history; a machine is let speak to its end."""

from ivr.calls.answering import PlacedVoice
from ivr.calls.callback_events import AnswerJudged
from ivr.engine.caller import Caller
from ivr.outbound.machine import AnsweredBy, verdict

SILENCE_S, LONGEST_S = 1.5, 30.0  # after a machine's greeting


async def who_answered(caller: Caller, voice: PlacedVoice) -> AnsweredBy:
    """Return who took the call, when it is our turn to speak."""
    heard = await voice.listen()
    judged = verdict(heard.status, heard.cause)
    caller.write(AnswerJudged, answered_by=judged.answered_by.value, because=judged.because)
    if judged.answered_by is AnsweredBy.MACHINE:
        await voice.await_silence(SILENCE_S, LONGEST_S)
    return judged.answered_by
