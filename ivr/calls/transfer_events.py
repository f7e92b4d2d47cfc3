"""What happened when a call went on to somebody else: past-tense facts of the one history, beside `events`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ivr.calls.events import CallEvent


class Manner(StrEnum):
    """How an agent handed his caller on."""

    BLIND = "blind"  # he dialled and was out
    ATTENDED = "attended"  # he had talked with the colleague before


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTransferred(CallEvent):
    """The caller was put through to a number outside, or by an agent to a colleague; told when that leg is over.

    `answered_at` None means that nobody took it, or (of an imported call) that only `connected` is known.
    """

    leg_id: str
    destination: str  # a number, or an agent's id
    connected: bool
    rang_at: datetime | None = None  # None: his phone had rung in another call, in which an agent asked him
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSentOn(CallEvent):
    """An agent handed his caller on by his phone: the caller goes on there."""

    agent: str | None
    dialled: str
    target: str  # menu:, agent: or number: and an id, or none: the number leads nowhere
    manner: Manner = Manner.BLIND
    leg_id: str | None = None  # attended: of the talk with the colleague, which has begun


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentConsulted(CallEvent):
    """An agent rang a colleague from his phone; told in that call, and in the call of the caller he had in hand."""

    agent: str
    colleague: str
    other_call: str | None  # of the two calls the other one
    leg_id: str | None = None  # the agent's own, in the call he placed
