"""What a journey tells of callbacks: asked for, dialled, taken by whom, confirmed, taken along."""

from dataclasses import dataclass
from typing import ClassVar

from ivr.calls import callback_events as happened
from ivr.calls.events import CallEvent


@dataclass(frozen=True, slots=True)
class CalledBack:
    """One step: `what` is requested, dialled, human, machine, unsure, confirmed or merged; and more of it."""

    kind: ClassVar[str] = "callback"
    offset_s: float
    what: str
    more: str | None = None


def called_back(event: CallEvent, offset_s: float) -> CalledBack | None:
    """The step an event of a callback is; None for any other event."""
    match event:
        case happened.CallbackRequested(number=number):
            return CalledBack(offset_s, "requested", number)
        case happened.CallbackDialled(attempt=attempt, because=because):
            return CalledBack(offset_s, "dialled", f"{attempt}, {because}")
        case happened.AnswerJudged(answered_by=who, because=because):
            return CalledBack(offset_s, who, because)
        case happened.CallbackConfirmed():
            return CalledBack(offset_s, "confirmed")
        case happened.CallbackMerged():
            return CalledBack(offset_s, "merged")
    return None
