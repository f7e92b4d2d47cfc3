"""Intentions: wishes the console writes down for the engine, which performs them or refuses with a sentence.

Performing one twice does no harm: an engine that is killed between the deed and its outcome does it again.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, get_args

from ivr.errors import Misuse

NO_SUCH_AGENT = "There is no such agent."
NOT_LOGGED_IN = "The agent is not logged in."
NOT_PAUSED = "The agent is not paused."
CALL_IS_OVER = "The call is over."
NOT_REACHED = "Asterisk cannot be reached just now."
NOT_RECORDED = "This talk cannot be recorded: its queue does not do it, or the caller did not agree."
TALK_IS_OVER = "The talk is over."
PHONE_IN_USE = "The telephone that should ring is in use."
NOT_RELOADED = "Asterisk did not take over the phones."
OUR_FAULT = "The engine could not do it: its log says why."
NOT_KNOWN = "The engine does not know this wish: it is of another version than the console."
REFUSALS = (
    NO_SUCH_AGENT,
    NOT_LOGGED_IN,
    NOT_PAUSED,
    CALL_IS_OVER,
    NOT_REACHED,
    NOT_RECORDED,
    TALK_IS_OVER,
    PHONE_IN_USE,
    NOT_RELOADED,
    OUR_FAULT,
    NOT_KNOWN,
)

LIVE_S = 5.0  # a click is meant for now
RELOAD_S = 60.0


class Outcome(StrEnum):
    """What became of an intention."""

    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PauseAgent:
    """Give the agent no calls until the pause ends; with a call in hand the pause begins after it."""

    agent: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnpauseAgent:
    """End the agent's pause, or the wish for one."""

    agent: str


@dataclass(frozen=True, slots=True)
class LogOutAgent:
    """Log the agent out, after the call in hand if he talks; a phone that only rings falls silent."""

    agent: str


@dataclass(frozen=True, slots=True)
class HangUpCall:
    """End a call."""

    call_id: str


@dataclass(frozen=True, slots=True)
class RecordTalk:
    """Keep what is said in a call's talk from now on: begin on demand, or end a pause."""

    call_id: str


@dataclass(frozen=True, slots=True)
class PauseRecording:
    """Keep nothing of a call's talk until it is asked for again or the longest pause is over."""

    call_id: str


@dataclass(frozen=True, slots=True)
class ListenIn:
    """Let a supervisor hear an agent's talk: an agent's telephone rings for him, and only such a one can."""

    call_id: str
    leg_id: str  # of the leg to be (`listening.listening_leg`)
    agent: str  # who talks
    phone: str  # the agent whose telephone rings
    mode: str
    account: str  # who listens, as the audit names him
    rule: str  # of the queue, as it was when this was wished


@dataclass(frozen=True, slots=True)
class ReloadPhones:
    """Let Asterisk know the phones as the store has them now."""


Intention = PauseAgent | UnpauseAgent | LogOutAgent | HangUpCall | RecordTalk | PauseRecording | ListenIn | ReloadPhones
KINDS: dict[str, type[Intention]] = {kind.__name__: kind for kind in get_args(Intention)}


def lives_s(intention: Intention) -> float:
    """For how many seconds an intention is worth performing."""
    return RELOAD_S if isinstance(intention, ReloadPhones) else LIVE_S


def to_plain(intention: Intention) -> dict[str, Any]:
    """The intention as JSON values, its class name under `kind`."""
    return {"kind": type(intention).__name__, **asdict(intention)}


def from_plain(plain: dict[str, Any]) -> Intention:
    """The intention those JSON values stand for; Misuse when there is none such."""
    fields = dict(plain)
    kind = KINDS.get(str(fields.pop("kind", "")))
    if kind is None:
        raise Misuse(f"no intention is called {plain.get('kind')!r}")
    try:
        return kind(**fields)
    except TypeError as error:
        raise Misuse(f"not a {kind.__name__}: {error}") from None
