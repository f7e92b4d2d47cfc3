"""The steps of a call whose queue could not serve it: not let in, sent on, a message left."""

from dataclasses import dataclass
from typing import ClassVar

from ivr.calls.events import CallEvent
from ivr.calls.waiting_events import CallDiverted, MessageLeft, QueueRefused


@dataclass(frozen=True, slots=True)
class Refused:
    """A queue the caller was not let into, and why."""

    kind: ClassVar[str] = "refused"
    offset_s: float
    queue: str
    cause: str  # closed | full | nobody


@dataclass(frozen=True, slots=True)
class Diverted:
    """Where a queue sent the caller it could not serve: queue, voicemail, number or menu, and which."""

    kind: ClassVar[str] = "diverted"
    offset_s: float
    queue: str
    to: str
    name: str


@dataclass(frozen=True, slots=True)
class LeftMessage:
    """A message the caller left in a box."""

    kind: ClassVar[str] = "message"
    offset_s: float
    box: str
    seconds: float


TurnedAway = Refused | Diverted | LeftMessage


def turned_away(event: CallEvent, offset_s: float) -> TurnedAway | None:
    """The step such an event is on the time line, None for any other event."""
    match event:
        case QueueRefused(queue=queue, cause=cause):
            return Refused(offset_s, queue, cause)
        case CallDiverted(queue=queue, target=target):
            to, _, name = target.partition(":")
            return Diverted(offset_s, queue, to, name)
        case MessageLeft(box=box, seconds=seconds):
            return LeftMessage(offset_s, box, seconds)
    return None
