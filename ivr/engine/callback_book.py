"""The callbacks in the database, as the running room works with them; every method blocks and belongs on a thread."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ivr.calls.callback_events import CallbackAttemptEnded, CallbackConfirmed
from ivr.calls.disposition import Disposition
from ivr.calls.events import AgentConnected, CallEvent
from ivr.calls.ids import fresh_id, leg_id
from ivr.contacts.number import phone_number, zones_of
from ivr.errors import AuthorError
from ivr.outbound.callback import (
    DORMANT,
    CallAgain,
    CallbackEvent,
    CallbackRule,
    CallbackState,
    after_attempt,
)
from ivr.outbound.destination import allowed_destination
from ivr.store import call_events, callbacks
from ivr.store.callbacks import Callback, CallbackAttempt
from ivr.store.database import Database

NOBODY = "nobody was reached"
TOO_LATE = "its time was over"


@dataclass(frozen=True, slots=True)
class Looked:
    """What the book says now: who waits for his turn, whose telephone rings, what has just come to its end."""

    waiting: tuple[Callback, ...] = ()
    dialled: tuple[Callback, ...] = ()
    closed: tuple[Callback, ...] = ()
    numbers: frozenset[str] = frozenset()  # of everybody who is to be called back


@dataclass(slots=True)
class CallbackBook:
    """Who is to be called back, what was begun, what became of it."""

    database: Database
    regions: tuple[str, ...]  # ISO regions that may be called
    region: str  # of numbers written without a country code
    rule: CallbackRule = field(default_factory=CallbackRule)

    def callable_number(self, text: str | None) -> str | None:
        """The number (E.164) if it is one we may call, else None."""
        try:
            return allowed_destination(phone_number(text, self.region).e164, self.regions).e164 if text else None
        except AuthorError:
            return None

    def add(self, wish: Callback) -> Callback:
        """Keep a wish for a callback; who waits for one in the same queue already keeps that one."""
        with self.database.write() as connection:
            for earlier in callbacks.open_of_number(connection, wish.number):
                if earlier.queue == wish.queue:
                    return earlier
            callbacks.add(connection, wish)
        return wish

    def look(self, now: datetime) -> Looked:
        """Let what has come due hold its place, end what has expired, and tell what is open then."""
        with self.database.write() as connection:
            found = callbacks.open_ones(connection)
            closed: list[Callback | None] = []
            kept: list[Callback | None] = []
            for callback in found:
                if callback.state in (CallbackState.DIALLED, CallbackState.CONFIRMED):
                    kept.append(callback)
                elif callback.expires_at <= now:
                    expired = {"closed_at": now, "reason": callback.reason or TOO_LATE}
                    closed.append(callbacks.move(connection, callback.id, CallbackEvent.EXPIRE, **expired))
                elif callback.state in DORMANT and (callback.next_attempt_at or callback.requested_at) <= now:
                    kept.append(callbacks.move(connection, callback.id, CallbackEvent.COME_DUE))
                else:
                    kept.append(callback)
        rows = [callback for callback in kept if callback]
        return Looked(
            tuple(callback for callback in rows if callback.state is CallbackState.WAITING),
            tuple(callback for callback in rows if callback.state is CallbackState.DIALLED),
            tuple(callback for callback in closed if callback),
            frozenset(callback.number for callback in rows),
        )

    def begin(self, callback_id: str, now: datetime) -> tuple[Callback, CallbackAttempt] | None:
        """Write down that a callback is dialled: None when it waits no more."""
        with self.database.write() as connection:
            callback = callbacks.load(connection, callback_id)
            if callback is None:
                return None
            number = callback.attempts_made + 1
            attempt = CallbackAttempt(callback.call_id, callback.id, number, leg_id(callback.call_id, 0), now)
            begun = callbacks.begin_attempt(connection, callback, attempt)
            return (begun, attempt) if begun else None

    def of_call(self, call_id: str) -> Callback | None:
        """The callback a call is an attempt of, whatever has become of it meanwhile."""
        with self.database.read() as connection:
            return callbacks.of_call(connection, call_id)

    def move(self, callback_id: str, event: CallbackEvent, now: datetime, reason: str | None = None) -> Callback | None:
        """Let a callback receive an event: how it is then, None where that may not follow."""
        with self.database.write() as connection:
            moved = callbacks.move(connection, callback_id, event)
            if moved is None:
                return None
            times = {"connected_at": now} if event is CallbackEvent.CONNECT else {}
            if not moved.is_open:
                callbacks.note(connection, callback_id, closed_at=now, reason=reason, **times)
            return callbacks.load(connection, callback_id)

    def end(self, call_id: str, ended: Disposition, now: datetime) -> Callback | None:
        """Write how an attempt ended and what follows: the callback as it is then, None when it was written before."""
        with self.database.write() as connection:
            if not callbacks.end_attempt(connection, call_id, ended, now):
                return None
            callback = callbacks.of_call(connection, call_id)
            if callback is None or callback.state is not CallbackState.DIALLED:
                return callback
            tried = [one.disposition for one in callbacks.attempts_of(connection, callback.id) if one.disposition]
            zones = None if callback.origin_call_id else zones_of(phone_number(callback.number))
            follows = after_attempt(tried, now, callback.expires_at, zones, self.rule)
            if isinstance(follows, CallAgain):
                again = {"next_attempt_at": follows.at, "call_id": fresh_id(), "reason": ended.value}
                return callbacks.move(connection, callback.id, follows.event, **again)
            return callbacks.move(connection, callback.id, follows.event, closed_at=now, reason=ended.value)

    def take_along(self, number: str, queue: str, now: datetime) -> Callback | None:
        """End the callback of a person who has rung in himself for the same queue: how it was before."""
        with self.database.write() as connection:
            mine = [one for one in callbacks.open_of_number(connection, number) if one.queue == queue]
            for callback in mine:
                if callback.entered_at <= now and callbacks.move(
                    connection, callback.id, CallbackEvent.MERGE, closed_at=now
                ):
                    return callback
        return None

    def lost(self, alive: Collection[str]) -> list[tuple[CallbackAttempt, Disposition]]:
        """Attempts of a dead engine whose channel is no more, with what is known of their end; none is rung again."""
        with self.database.read() as connection:
            gone = [one for one in callbacks.attempts_left_open(connection) if one.leg_id not in alive]
            return [(one, _known_end(call_events.of_call(connection, one.call_id))) for one in gone]


def _known_end(events: Iterable[CallEvent]) -> Disposition:
    known = {type(event): event for event in events}
    if AgentConnected in known:
        return Disposition.SERVED
    ended = known.get(CallbackAttemptEnded)  # told by Asterisk's own record meanwhile
    unanswered = ended.disposition if isinstance(ended, CallbackAttemptEnded) else Disposition.NO_ANSWER
    return Disposition.ABANDONED if CallbackConfirmed in known else unanswered
