"""What happened: past-tense facts, the only history (docs/architecture.md). Everything else is a fold over these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome


class Direction(StrEnum):
    """Which side rang first."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a moment (UTC); written once, never changed."""

    event_id: str
    at: datetime
    witness: str = "engine"  # engine: we saw it; cel: taken over from Asterisk's own record


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent(Event):
    """Something that happened on one call."""

    call_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStarted(CallEvent):
    """A call came in, or a call of ours was answered, and entered by the one door."""

    direction: Direction
    entry: str  # what the dialled number leads to: menu:<id>, reminder:<id>, feature:<code>
    caller_id: str | None
    dialled: str
    channel: str
    linkedid: str
    leg_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered(CallEvent):
    """The call's first leg is connected to us."""

    leg_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen(CallEvent):
    """The caller's language became known."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeEntered(CallEvent):
    """The caller reached a node of a menu."""

    menu: str
    node: str
    node_kind: str  # menu | information | queue | transfer | hang_up | respond


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptPlayed(CallEvent):
    """Prompts were played to the caller, to their end or until a key or the hang-up."""

    prompts: tuple[str, ...]
    language: str
    seconds: float
    completed: bool
    missing: tuple[str, ...] = ()  # prompts no voice could speak


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPressed(CallEvent):
    """Keys came in (or none did) where the caller was asked for some."""

    node: str
    digits: str
    outcome: str  # match | no_match | no_input


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQueued(CallEvent):
    """The call joined a queue: a visit begins."""

    visit_id: str
    queue: str
    skill: str
    min_level: int
    priority: int
    entered_at: datetime | None = None  # when he began to wait in a queue before this one
    callback_id: str | None = None  # of somebody called back: the rest of a wait that began in another call


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitAnnounced(CallEvent):
    """The caller was told something about the wait: a promise when `less_than_s` is set."""

    visit_id: str
    less_than_s: int | None
    position: int | None
    p50_s: float | None
    p80_s: float | None
    more_than_s: int | None = None  # the lower end, where a range was told
    apologised: bool = False  # for a time later than promised before


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentOffered(CallEvent):
    """An agent's phone was asked to ring for the caller."""

    visit_id: str
    leg_id: str
    agent: str
    because: Mapping[str, Any] | str = ""  # the router's explanation as JSON values; a word where it was not the router


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFailed(CallEvent):
    """The offered agent did not take the call."""

    visit_id: str
    leg_id: str
    agent: str
    cause: OfferFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentConnected(CallEvent):
    """Caller and agent are bridged."""

    visit_id: str
    leg_id: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentLegEnded(CallEvent):
    """The talk with the agent is over."""

    visit_id: str
    leg_id: str
    agent: str
    hung_up_by: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnded(CallEvent):
    """The call left the queue; for an answered visit the wait ended when the agent was connected."""

    visit_id: str
    outcome: VisitOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackEntered(CallEvent):
    """Asterisk took the caller into its own queue because we could not be reached."""

    queue: str | None
    joined_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTakenBack(CallEvent):
    """We walk again with a caller whom Asterisk's own queue had kept; the visit goes on where one was open."""

    visit_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptStarted(CallEvent):
    """A reminder's call is about to be originated; written before Asterisk is asked."""

    attempt_id: str
    reminder_id: str
    number: str
    leg_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEnded(CallEvent):
    """A reminder's attempt is over."""

    attempt_id: str
    reminder_id: str
    disposition: Disposition
    was_seen: bool = True  # False: the engine that placed it did not live to see its end, nor perhaps to place it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderResponded(CallEvent):
    """The person called pressed the key that decides."""

    reminder_id: str
    response: str  # confirmed | cancelled | speak


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(CallEvent):
    """The call is over: its one disposition."""

    disposition: Disposition
    hung_up_by: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentStateChanged(Event):
    """An agent's state changed."""

    agent: str
    state: str  # available | ringing | on_call | wrap_up | paused | logged_out
    reason: str | None = None
    until: datetime | None = None  # when a wrap-up or a pause ends by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStarted(Event):
    """The engine began to listen; what happened since the event before it is known from the witness only."""

    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsteriskLost(Event):
    """The connection to Asterisk's manager is gone: a blind interval begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsteriskFound(Event):
    """Asterisk's manager answers again (or for the first time)."""

    version: str = field(default="")
