"""A call that is none: a person's doings in, what is heard out, over the same pure run as a real call.

Prompts take no time here. The run is written to JSON and read back at each turn, as if the engine had changed hands.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ivr.calls.commands import (
    ALL_KEYS,
    CallbackAsked,
    Collect,
    Collected,
    Command,
    EnterQueue,
    HangUp,
    MessageTaken,
    Play,
    Played,
    QueueLeft,
    RequestCallback,
    Result,
    SetLanguage,
    Started,
    TakeMessage,
    Transfer,
    TransferEnded,
)
from ivr.errors import AuthorError
from ivr.menus.definition import MenuTree, facts_of
from ivr.menus.run import Run, from_plain, receive, start, to_plain
from ivr.menus.text import Wording, by_id, stand_ins, told


@dataclass(frozen=True, slots=True)
class SimulatedCall:
    """Where the call is: what is being performed for the person, and what was told since the last doing."""

    run: Run
    wording: Wording
    doing: Command
    told: tuple[str, ...] = ()
    silent_s: float = 0.0
    seat: tuple[EnterQueue, str] | None = None  # kept while something else is done, and the key for that

    @property
    def ended(self) -> bool:
        """Whether the menu hung up."""
        return isinstance(self.doing, HangUp)


def begin(tree: MenuTree, language: str | None = None, wording: Wording = by_id) -> SimulatedCall:
    """A call as it is answered; `language` when the caller's is known."""
    run = start(tree, None, stand_ins(facts_of(tree)))
    return _next(SimulatedCall(run, wording, HangUp()), Started(language))


def act(call: SimulatedCall, doing: str) -> SimulatedCall:
    """After the person did something (one of ACTIONS); AuthorError when that cannot be done now."""
    word, _, rest = doing.partition(" ")
    action = ACTIONS.get(word)
    if action is None:
        raise AuthorError(f"expected one of {', '.join(ACTIONS)}, not {word!r}")
    return action(replace(call, told=()), rest.strip())


def passing_time(call: SimulatedCall) -> str:
    """The action of a person who does nothing: listens to the end, stays silent, waits until nobody comes."""
    names: dict[type[Command], str] = {
        Play: "listen",
        Collect: "silence",
        EnterQueue: "unserved",
        RequestCallback: "declined",
        TakeMessage: "spoken",
    }
    return names.get(type(call.doing), "unconnected")


def _press(call: SimulatedCall, keys: str) -> SimulatedCall:
    if not keys or set(keys) - set(ALL_KEYS):
        raise AuthorError(f"expected keys to press, not {keys!r}")
    digits = ""
    for position, key in enumerate(keys):
        last = position == len(keys) - 1
        match call.doing:
            case Play(_, interrupt_keys) if key in interrupt_keys:
                call = _next(call, Played(key, completed=False))
            case EnterQueue(keys=beside) if key in dict(beside):
                call = _pressed_while_waiting(call, key, dict(beside)[key])
            case Collect() as wish:
                digits += key
                if last or not wish.wants_more(digits):
                    call, digits = _next(call, Collected(digits)), ""
            case doing:
                raise AuthorError(f"no key means anything here: {_named(doing)}")
    return call


def _pressed_while_waiting(call: SimulatedCall, key: str, act: tuple[Command, ...]) -> SimulatedCall:
    if not act or not isinstance(call.doing, EnterQueue):
        return _next(call, QueueLeft(served=False, key=key))
    told_now = (*call.told, *_told(call.run.place.language, act, call.wording))
    if isinstance(act[-1], RequestCallback):
        return replace(call, told=told_now, doing=act[-1], seat=(call.doing, key))
    return replace(call, told=told_now)  # what is said takes no time here: he waits again


def _callback_asked(agreed: bool) -> Callable[[SimulatedCall, str], SimulatedCall]:
    def asked(call: SimulatedCall, _: str) -> SimulatedCall:
        _expect(call, RequestCallback)
        if call.seat is None:
            return _next(call, CallbackAsked(agreed))
        queue, key = call.seat
        return _next(call, QueueLeft(served=False, key=key)) if agreed else replace(call, doing=queue, seat=None)

    return asked


def _spoken(call: SimulatedCall, _: str) -> SimulatedCall:
    _expect(call, TakeMessage)
    return _next(call, MessageTaken(1.0))


def _silence(call: SimulatedCall, _: str) -> SimulatedCall:
    _expect(call, Collect)
    return _next(call, Collected(""))


def _listen(call: SimulatedCall, _: str) -> SimulatedCall:
    _expect(call, Play)
    return _next(call, Played())


def _wait(call: SimulatedCall, seconds: str) -> SimulatedCall:
    try:
        left = call.silent_s + float(seconds)
    except ValueError:
        raise AuthorError(f"expected seconds to wait, not {seconds!r}") from None
    while isinstance(call.doing, Collect) and left >= call.doing.timeout_s:
        left -= call.doing.timeout_s
        call = _next(call, Collected(""))
    return replace(call, silent_s=left)


def _queue_left(served: bool) -> Callable[[SimulatedCall, str], SimulatedCall]:
    def left(call: SimulatedCall, _: str) -> SimulatedCall:
        _expect(call, EnterQueue)
        return _next(call, QueueLeft(served))

    return left


def _transfer_ended(connected: bool) -> Callable[[SimulatedCall, str], SimulatedCall]:
    def ended(call: SimulatedCall, _: str) -> SimulatedCall:
        _expect(call, Transfer)
        return _next(call, TransferEnded(connected))

    return ended


ACTIONS: dict[str, Callable[[SimulatedCall, str], SimulatedCall]] = {
    "press": _press,  # press 12
    "silence": _silence,  # until no more keys are waited for
    "wait": _wait,  # wait 3: seconds without a key
    "listen": _listen,  # to the end of what is being said
    "served": _queue_left(served=True),  # an agent came, talked and hung up
    "unserved": _queue_left(served=False),  # nobody came in time
    "agreed": _callback_asked(agreed=True),  # to be called back, on this number
    "declined": _callback_asked(agreed=False),
    "spoken": _spoken,  # a message was left
    "connected": _transfer_ended(connected=True),
    "unconnected": _transfer_ended(connected=False),
}


def _next(call: SimulatedCall, result: Result) -> SimulatedCall:
    run, commands = receive(call.run, result)
    kept = from_plain(run.tree, run.facts, json.loads(json.dumps(to_plain(run))))
    lines = tuple(_told(call.run.place.language, commands, call.wording))
    return replace(call, run=kept, doing=commands[-1], told=(*call.told, *lines), silent_s=0.0, seat=None)


def _told(language: str, commands: tuple[Command, ...], wording: Wording) -> Iterator[str]:
    for command in commands:
        if isinstance(command, SetLanguage):
            language = command.language
        line = told(command, language, wording)
        if line:
            yield line


def _expect(call: SimulatedCall, doing: type[Command]) -> None:
    if not isinstance(call.doing, doing):
        raise AuthorError(f"this cannot be done here: {_named(call.doing)}")


def _named(doing: Command) -> str:
    names = {
        Play: "something is being said",
        Collect: "a key is asked for",
        EnterQueue: "the caller waits",
        RequestCallback: "a callback is being agreed on",
        TakeMessage: "a message is being recorded",
    }
    return names.get(type(doing), "the caller is connected" if isinstance(doing, Transfer) else "the call is over")
