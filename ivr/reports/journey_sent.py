"""The steps of a call in which an agent handed its caller on, or asked a colleague, as its journey tells them."""

from dataclasses import dataclass
from typing import ClassVar

from ivr.calls.events import CallEvent
from ivr.calls.transfer_events import AgentConsulted, CallSentOn


@dataclass(frozen=True, slots=True)
class HandedOn:
    """An agent (None: one Asterisk's own queue had found) handed his caller on: where to, and how."""

    kind: ClassVar[str] = "handed_on"
    offset_s: float
    agent: str | None
    to: str  # agent, menu, number; none: the number leads nowhere
    name: str  # an id or a number; where it leads nowhere, what was dialled
    manner: str  # blind | attended


@dataclass(frozen=True, slots=True)
class Consulted:
    """An agent rang a colleague: in that call, or in the one whose caller waited at his phone."""

    kind: ClassVar[str] = "consulted"
    offset_s: float
    agent: str
    colleague: str
    other_call: str | None  # of the two calls the other one


def sent(event: CallEvent, offset_s: float) -> HandedOn | Consulted | None:
    """The step such an event is on the time line, None for any other event."""
    match event:
        case CallSentOn(agent=agent, target=target, manner=manner):
            to, _, name = target.partition(":")
            return HandedOn(offset_s, agent, to, name or event.dialled, manner.value)
        case AgentConsulted(agent=agent, colleague=colleague, other_call=other):
            return Consulted(offset_s, agent, colleague, other)
    return None
