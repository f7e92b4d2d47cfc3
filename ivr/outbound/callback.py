"""A callback with a held place: its states, and what follows the end of an attempt. Pure.

Who asked keeps the time he entered the line; his telephone rings when his turn comes. The states are one table; how
often and how late is a rule of the operator. When a turn comes is decided in `turns`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from ivr.calls.disposition import Disposition
from ivr.contacts.calling_window import CallingWindow, next_allowed
from ivr.errors import AuthorError, IllegalTransition, Misuse

MOST_ATTEMPTS = 3


class CallbackState(StrEnum):
    """Where a callback stands."""

    REQUESTED = "requested"  # for a chosen time that has not come
    WAITING = "waiting"  # holds its place in the line
    DIALLED = "dialled"
    CONFIRMED = "confirmed"  # the person pressed the key and waits on the line
    MACHINE = "machine"  # a machine was met; another attempt follows
    NO_ANSWER = "no_answer"  # nobody was reached; another attempt follows
    CONNECTED = "connected"
    ABANDONED = "abandoned"  # pressed the key and hung up before an agent came
    UNREACHED = "unreached"  # the attempts are used up
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MERGED = "merged"  # the person rang in himself and took his place along


class CallbackEvent(StrEnum):
    """What can happen to a callback."""

    COME_DUE = "come_due"
    DIAL = "dial"
    CONFIRM = "confirm"
    CONNECT = "connect"
    LEAVE = "leave"
    MEET_MACHINE = "meet_machine"
    MISS = "miss"
    GIVE_UP = "give_up"
    EXPIRE = "expire"
    CANCEL = "cancel"
    RESTORE = "restore"
    MERGE = "merge"


_S, _E = CallbackState, CallbackEvent
_OFF = {_E.EXPIRE: _S.EXPIRED, _E.CANCEL: _S.CANCELLED, _E.MERGE: _S.MERGED}
_MISSED = {_E.MEET_MACHINE: _S.MACHINE, _E.MISS: _S.NO_ANSWER, _E.GIVE_UP: _S.UNREACHED, _E.EXPIRE: _S.EXPIRED}
TRANSITIONS: dict[CallbackState, dict[CallbackEvent, CallbackState]] = {
    _S.REQUESTED: {_E.COME_DUE: _S.WAITING, **_OFF},
    _S.WAITING: {_E.DIAL: _S.DIALLED, **_OFF},
    _S.DIALLED: {_E.CONFIRM: _S.CONFIRMED, **_OFF, **_MISSED},
    _S.CONFIRMED: {_E.CONNECT: _S.CONNECTED, _E.LEAVE: _S.ABANDONED},
    _S.MACHINE: {_E.COME_DUE: _S.WAITING, **_OFF},
    _S.NO_ANSWER: {_E.COME_DUE: _S.WAITING, **_OFF},
    _S.CANCELLED: {_E.RESTORE: _S.WAITING},
}
OPEN = frozenset(TRANSITIONS) - {_S.CANCELLED}
DORMANT = frozenset({_S.REQUESTED, _S.MACHINE, _S.NO_ANSWER})  # not in the line until they come due


def following(state: CallbackState, event: CallbackEvent) -> CallbackState:
    """Return the state after an event, or raise IllegalTransition."""
    after = TRANSITIONS.get(state, {}).get(event)
    if after is None:
        raise IllegalTransition("callback", state.value, event.value)
    return after


@dataclass(frozen=True, slots=True)
class CallbackRule:
    """How often, how late, for how long: `attempts` at most three, `answer_s` from dialling to the confirming key."""

    attempts: int = MOST_ATTEMPTS
    retry_after: timedelta = timedelta(minutes=5)
    failures: int = 5  # of ours or the carrier's: they use up no attempt
    failure_after: timedelta = timedelta(minutes=1)  # doubles with each failure
    expires_after: timedelta = timedelta(hours=4)  # from the request, or from the time chosen
    ring_s: int = 25
    answer_s: float = 20.0
    window: CallingWindow = field(default_factory=CallingWindow)  # of those for a chosen time

    def __post_init__(self) -> None:
        if not 1 <= self.attempts <= MOST_ATTEMPTS:
            raise AuthorError(f"a callback is tried one to {MOST_ATTEMPTS} times, not {self.attempts}", key="attempts")


@dataclass(frozen=True, slots=True)
class CallAgain:
    """Another attempt, in the line again from this UTC moment."""

    event: CallbackEvent  # how the attempt that ended is called
    at: datetime


@dataclass(frozen=True, slots=True)
class NoMore:
    """No other attempt, and by which event the callback ends."""

    event: CallbackEvent


def after_attempt(
    ended: Sequence[Disposition], now: datetime, expires_at: datetime, zones: Sequence[str] | None, rule: CallbackRule
) -> CallAgain | NoMore:
    """Return what follows attempts that reached nobody, the latest last; `zones` None: asked for now, no window."""
    if not ended:
        raise Misuse("after_attempt is asked after an attempt")
    failures = ended.count(Disposition.FAILED)
    tried = len(ended) - failures
    if ended[-1] is Disposition.FAILED:
        used_up, pause = failures >= rule.failures, rule.failure_after * 2 ** (failures - 1)
    else:
        used_up, pause = tried >= rule.attempts, rule.retry_after
    if used_up:
        return NoMore(CallbackEvent.GIVE_UP)
    at = now + pause if zones is None else next_allowed(now + pause, zones, rule.window)
    if at is None or at >= expires_at:
        return NoMore(CallbackEvent.EXPIRE)
    met = CallbackEvent.MEET_MACHINE if ended[-1] is Disposition.MACHINE else CallbackEvent.MISS
    return CallAgain(met, at)
