"""Changes people make to callbacks: add one, cancel it, take the cancellation back; each is a line of the audit."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ivr.calls.ids import fresh_id
from ivr.console.changes import Changed, Deed, Plain
from ivr.errors import FieldError
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.store import callbacks
from ivr.store.callbacks import Callback

NOUN = "callback"
NOT_ANY_MORE = "This callback is %(state)s: nothing was done."
WAITS_ALREADY = "%(number)s waits to be called back already."


def added(wish: Callback) -> Deed:
    """A callback somebody asked for in another way than by telephone."""

    def act(connection: Any) -> Changed:
        if any(one.queue == wish.queue for one in callbacks.open_of_number(connection, wish.number)):
            raise FieldError("number", WAITS_ALREADY, number=wish.number)
        callbacks.add(connection, wish)
        return Changed(NOUN, wish.id, None, said(wish))

    return Deed("add callback", act)


def cancelled(callback_id: str, now: datetime, who: str) -> Deed:
    """One nobody needs any more; refused once its person is connected, or it is over."""

    def act(connection: Any) -> Changed:
        return _moved(connection, callback_id, CallbackEvent.CANCEL, closed_at=now, reason=who)

    return Deed("cancel callback", act)


def restored(callback_id: str) -> Deed:
    """One that was cancelled: it takes its place again, and is dialled under a call of its own."""

    def act(connection: Any) -> Changed:
        fresh = {"closed_at": None, "reason": None, "next_attempt_at": None, "call_id": fresh_id()}
        return _moved(connection, callback_id, CallbackEvent.RESTORE, **fresh)

    return Deed("restore callback", act)


def said(callback: Callback) -> Plain:
    """A callback as the audit and programs are told of it."""
    plain = {name: getattr(value, "value", value) for name, value in asdict(callback).items()}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in plain.items()}


@dataclass(frozen=True, slots=True)
class Times:
    """Now, the time chosen if there is one, and the end of its worth."""

    now: datetime
    expires_at: datetime
    chosen: datetime | None = None


def new_callback(number: str, queue: tuple[str, str], language: str, times: Times, who: str) -> Callback:
    """One for a number (E.164) in a queue (id, skill), from now on or for a chosen time."""
    return Callback(
        id=fresh_id(),
        number=number,
        language=language,
        queue=queue[0],
        skill=queue[1],
        entered_at=times.chosen or times.now,
        requested_at=times.now,
        expires_at=times.expires_at,
        call_id=fresh_id(),
        not_before=times.chosen,
        asked_by=who,
        state=CallbackState.REQUESTED if times.chosen else CallbackState.WAITING,
        next_attempt_at=times.chosen,
    )


def _moved(connection: Any, callback_id: str, event: CallbackEvent, **values: Any) -> Changed:
    before = callbacks.load(connection, callback_id)
    after = callbacks.move(connection, callback_id, event, **values)
    if before is None or after is None:
        state = before.state.value if before else "gone"
        raise FieldError("state", NOT_ANY_MORE, state=state)
    return Changed(NOUN, callback_id, said(before), said(after))
