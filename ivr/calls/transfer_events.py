"""What happened when a call went on to somebody else: past-tense facts of the one history, beside `events`."""

from dataclasses import dataclass
from datetime import datetime

from ivr.calls.events import CallEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTransferred(CallEvent):
    """The caller was put through to a number outside, or by an agent to a colleague; told when that leg is over."""

    leg_id: str
    destination: str  # a number, or an agent's id
    connected: bool
    rang_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSentOn(CallEvent):
    """An agent pressed the transfer key of his phone and dialled: the caller goes on there."""

    agent: str | None
    dialled: str
    target: str  # menu:, agent: or number: and an id, or none: the number leads nowhere
