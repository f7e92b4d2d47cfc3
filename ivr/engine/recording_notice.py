"""What a caller is told before he joins a queue whose talks may be recorded, and his answer to it."""

from ivr.calls.commands import Collect, Say
from ivr.calls.recording import Consent, RecordingRule
from ivr.calls.recording_events import RecordingAnnounced
from ivr.calls.values import Number
from ivr.engine.visit import Visit

AFTERWARDS_S = 1.5  # a caller who hears that he may refuse has so long to find the key


async def announce(visit: Visit, rule: RecordingRule) -> None:
    """Tell a caller whose talk may be recorded, once a call, and let him refuse where his queue offers it."""
    speaks = visit.speaks
    if speaks.consent is not Consent.NOT_ASKED or not rule.may_record(visit.call_id):
        return
    speaks.consent = await _answer(visit, rule.refusal_key)
    visit.history.add(RecordingAnnounced, queue=visit.wish.queue, consent=speaks.consent.value)
    if speaks.consent is Consent.REFUSED:
        await speaks.say((Say("recording_refused"),))


async def _answer(visit: Visit, key: str) -> Consent:
    if not key:
        played = await visit.speaks.say((Say("recording_notice"),))
        return Consent.HEARD if played.completed else Consent.NOT_ASKED
    says = (Say("recording_notice"), Say("recording_refusal_key", (("key", Number(int(key))),)))
    played = await visit.speaks.say(says, key)
    if played.key == key:
        return Consent.REFUSED
    if not played.completed:
        return Consent.NOT_ASKED
    pressed = await visit.voice.collect((), Collect((), choices=(key,), timeout_s=AFTERWARDS_S))
    return Consent.REFUSED if pressed.digits == key else Consent.HEARD
