"""The steps of a call that have to do with a supervisor who listened in, as its journey tells them."""

from dataclasses import dataclass
from typing import ClassVar

from ivr.calls.events import CallEvent
from ivr.calls.listening_events import ListeningAsked, ListeningSwitched


@dataclass(frozen=True, slots=True)
class Listened:
    """A supervisor's telephone rang for a talk (`account` says whose, `agent` whom he wished to hear), or he switched
    the mode; what became of it is told by his leg."""

    kind: ClassVar[str] = "listening"
    offset_s: float
    mode: str
    account: str | None = None
    agent: str | None = None
    rule: str | None = None


def listened(event: CallEvent, offset_s: float) -> Listened | None:
    """The step such an event is on the time line, None for any other event."""
    match event:
        case ListeningAsked():
            return Listened(offset_s, event.mode, event.account, event.agent, event.rule)
        case ListeningSwitched():
            return Listened(offset_s, event.mode)
    return None
