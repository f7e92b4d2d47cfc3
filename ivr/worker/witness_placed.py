"""The end of a call we placed and nobody took, where the engine that placed it did not live to see it. Pure."""

from collections.abc import Sequence
from typing import Any

from ivr.asterisk.causes import unanswered_outcome
from ivr.calls.callback_events import CallbackAttemptEnded, CallbackDialled
from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, AttemptStarted, CallEvent
from ivr.worker.witness_channels import WITNESS, Seen, event_id_of


def unanswered(channel: Seen, known: Sequence[CallEvent]) -> list[CallEvent]:
    """The attempt's end as Asterisk saw it; none where the engine saw it too, or never wrote the attempt down."""
    if any(isinstance(event, AttemptEnded | CallbackAttemptEnded) and event.was_seen for event in known):
        return []
    ended = Disposition(unanswered_outcome(channel.cause).value)
    begun = [event for event in known if isinstance(event, AttemptStarted | CallbackDialled)]
    return [_end(event, channel, ended) for event in begun[:1]]


def _end(begun: AttemptStarted | CallbackDialled, channel: Seen, ended: Disposition) -> CallEvent:
    common: dict[str, Any] = {"at": channel.ended_at, "call_id": begun.call_id, "witness": WITNESS}
    linkedid = channel.started.linkedid
    if isinstance(begun, CallbackDialled):
        common["event_id"] = event_id_of(linkedid, CallbackAttemptEnded)
        return CallbackAttemptEnded(**common, callback_id=begun.callback_id, disposition=ended)
    common["event_id"] = event_id_of(linkedid, AttemptEnded)
    names: dict[str, Any] = {"attempt_id": begun.attempt_id, "reminder_id": begun.reminder_id}
    return AttemptEnded(**common, **names, disposition=ended)
