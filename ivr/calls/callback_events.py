"""What happened around callbacks: past-tense facts of the one history, beside those of `events`."""

from dataclasses import dataclass
from datetime import datetime

from ivr.calls.disposition import Disposition
from ivr.calls.events import CallEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackRequested(CallEvent):
    """A waiting caller asked to be called back; `not_before` when he chose a time."""

    callback_id: str
    visit_id: str
    number: str
    entered_at: datetime
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackDialled(CallEvent):
    """A callback's call is about to be originated; written before Asterisk is asked."""

    callback_id: str
    number: str
    leg_id: str
    attempt: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerJudged(CallEvent):
    """Somebody or something took a call we placed: human, machine, or unsure, and why we think so."""

    answered_by: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackConfirmed(CallEvent):
    """The person called back pressed the key and takes his place in the line again."""

    callback_id: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAttemptEnded(CallEvent):
    """One attempt of a callback is over."""

    callback_id: str
    disposition: Disposition
    was_seen: bool = True  # as of `AttemptEnded`


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackMerged(CallEvent):
    """Somebody who waits to be called back rang in himself: this call took over his place."""

    callback_id: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackClosed(Event):
    """A callback came to its end: connected, abandoned, unreached, expired, cancelled or merged."""

    callback_id: str
    state: str
    reason: str | None = None
