"""Agreeing on a callback with a caller on the line, who keeps his seat and may be called from it any moment."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.calls.commands import ALL_KEYS, WAKE_KEY, CallbackAsked, Collect, Play, RequestCallback, Say, Started
from ivr.engine.history import History
from ivr.engine.visit import Speaks
from ivr.menus.callback_wish import CallbackKept, CallbackWish, KeepCallback, LookedUp, LookUp, Result, receive


@dataclass(frozen=True, slots=True)
class Seated:
    """The visit from which a callback is asked for, since when it has its place, and whether it is called just now."""

    history: History
    visit_id: str
    entered_at: datetime
    is_called: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class CallbackAsk:
    """Which number (E.164) is to be called back, in which language, and for what."""

    number: str
    language: str
    wish: RequestCallback
    seated: Seated


@dataclass(frozen=True, slots=True)
class CallbackDesk:
    """Where callbacks are kept: a number as E.164, None when we may not call it; whether one could be written down."""

    number_of: Callable[[str], Awaitable[str | None]]
    request: Callable[[CallbackAsk], Awaitable[bool]]


async def agree(speaks: Speaks, wish: RequestCallback, seated: Seated, desk: CallbackDesk | None) -> bool:
    """Talk until it is agreed, or not, or the caller is called from his seat: whether he will be called back."""
    if desk is None:  # there is no way out
        await speaks.say((Say("callback_failed"),), ALL_KEYS + WAKE_KEY)
        return False
    talk, result = _begin(speaks.caller_id)
    while not seated.is_called():
        talk, commands = receive(talk, result)
        for command in commands:
            match command:
                case CallbackAsked(agreed):
                    return agreed
                case Play(says, keys):
                    result = await speaks.say(says, keys + WAKE_KEY)
                case Collect():
                    result = await speaks.collect(replace(command, wakes=True))
                case LookUp(text):
                    result = LookedUp(await desk.number_of(text))
                case KeepCallback(number):
                    result = CallbackKept(await desk.request(CallbackAsk(number, speaks.language, wish, seated)))
    return False


def _begin(caller_id: str | None) -> tuple[CallbackWish, Result]:
    return CallbackWish(caller_id), Started()
