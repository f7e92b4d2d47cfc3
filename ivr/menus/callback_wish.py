"""Agreeing on a callback, as a conversation: the number we have, or another one, confirmed by a key.

receive(wish, result) -> (wish, commands): the last of the commands brings the next result. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from ivr.calls.commands import ALL_KEYS, CallbackAsked, Collect, Collected, Play, Played, Say, Started
from ivr.calls.values import Digits
from ivr.errors import IllegalTransition

YES, ANOTHER, LEAVE = "1", "2", "*"
TRIES = 3  # wrong or no answers in a row, then he waits on
LONGEST_NUMBER = 20
THINKING_S, BETWEEN_S = 8.0, 4.0


class Step(Enum):
    """What the next result answers."""

    BEGIN = auto()
    LOOK_UP = auto()
    CONFIRM = auto()
    ENTER = auto()
    KEEPING = auto()
    SORRY = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class LookUp:
    """Say which number that is and whether we may call it."""

    text: str


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The number in E.164, None when we may not call it."""

    number: str | None


@dataclass(frozen=True, slots=True)
class KeepCallback:
    """Write down that this number is called back."""

    number: str


@dataclass(frozen=True, slots=True)
class CallbackKept:
    """Whether it could be written down."""

    kept: bool


Command = LookUp | Play | Collect | KeepCallback | CallbackAsked
Result = Started | LookedUp | Played | Collected | CallbackKept


@dataclass(frozen=True, slots=True)
class CallbackWish:
    """Where the conversation is; `caller_id` as the line shows it."""

    caller_id: str | None
    step: Step = Step.BEGIN
    number: str | None = None
    entered: bool = False
    failures: int = 0


Turn = tuple[CallbackWish, tuple[Command, ...]]


def receive(wish: CallbackWish, result: Result) -> Turn:
    """What to do after a result, at the end CallbackAsked; IllegalTransition for a result nobody asked for."""
    match wish.step, result:
        case Step.BEGIN, Started():
            return _look_up(wish, wish.caller_id) if wish.caller_id else _enter(wish)
        case Step.LOOK_UP, LookedUp(number):
            return _looked_up(wish, number)
        case Step.CONFIRM, Collected(digits):
            return _confirmed(wish, digits)
        case Step.ENTER, Collected(digits):
            return _entered(wish, digits)
        case Step.KEEPING, CallbackKept(kept):
            return _over(wish, agreed=True) if kept else _sorry(wish, "callback_failed")
        case Step.SORRY, Played():
            return _over(wish, agreed=False)
    raise IllegalTransition("callback wish", wish.step.name, type(result).__name__)


def _look_up(wish: CallbackWish, text: str) -> Turn:
    return replace(wish, step=Step.LOOK_UP), (LookUp(text),)


def _looked_up(wish: CallbackWish, number: str | None) -> Turn:
    if number is not None:
        return _confirm(replace(wish, number=number))
    # a caller id that cannot be called is no mistake of the caller's
    return _failed(wish, "callback_bad_number", _enter) if wish.entered else _enter(wish)


def _confirm(wish: CallbackWish, *before: str) -> Turn:
    number = Say("callback_number", (("number", Digits(wish.number or "")),))
    says = (*map(Say, before), number, Say("callback_confirm"))
    keys = Collect(says, (YES, ANOTHER, LEAVE), terminator="", timeout_s=THINKING_S, between_s=BETWEEN_S)
    return replace(wish, step=Step.CONFIRM), (keys,)


def _confirmed(wish: CallbackWish, digits: str) -> Turn:
    if digits == YES and wish.number:
        return replace(wish, step=Step.KEEPING), (KeepCallback(wish.number),)
    if digits == ANOTHER:
        return _enter(replace(wish, failures=0))
    if digits == LEAVE:
        return _sorry(wish, "callback_not_asked")
    return _failed(wish, "no_match_1" if digits else "no_input_1", _confirm)


def _enter(wish: CallbackWish, *before: str) -> Turn:
    says = tuple(map(Say, (*before, "callback_enter")))
    digits = Collect(says, max_digits=LONGEST_NUMBER, timeout_s=THINKING_S, between_s=BETWEEN_S)
    return replace(wish, step=Step.ENTER, entered=True), (digits,)


def _entered(wish: CallbackWish, digits: str) -> Turn:
    if LEAVE in digits:
        return _sorry(wish, "callback_not_asked")
    return _look_up(wish, digits) if digits else _failed(wish, "no_input_1", _enter)


def _failed(wish: CallbackWish, prompt: str, again: Callable[..., Turn]) -> Turn:
    tried = replace(wish, failures=wish.failures + 1)
    return again(tried, prompt) if tried.failures < TRIES else _sorry(tried, "callback_not_asked")


def _sorry(wish: CallbackWish, prompt: str) -> Turn:
    return replace(wish, step=Step.SORRY), (Play((Say(prompt),), ALL_KEYS),)


def _over(wish: CallbackWish, *, agreed: bool) -> Turn:
    return replace(wish, step=Step.OVER), (CallbackAsked(agreed),)
