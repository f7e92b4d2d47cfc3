"""Callbacks with a held place: asked for, held in the router's line, dialled when their turn comes, taken along.

Everything is in the store and looked up there again each second, so a restart or a change in the console needs no other
word. What decides is pure: `outbound/turns` whose turn it is, `outbound/callback` what follows an attempt.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from ivr.calls.callback_events import (
    CallbackAttemptEnded,
    CallbackClosed,
    CallbackDialled,
    CallbackMerged,
)
from ivr.calls.disposition import Disposition
from ivr.calls.ids import leg_id
from ivr.engine.callback_book import CallbackBook
from ivr.engine.doorbell import Bell
from ivr.engine.held_places import HeldPlaces
from ivr.engine.history import Diary, History
from ivr.engine.outbound_legs import OutboundLegs, Placed
from ivr.errors import AsteriskError
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.outbound.turns import Held, next_turns
from ivr.store.callbacks import Callback, CallbackAttempt

LOOK_S = 1.0

log = logging.getLogger(__name__)


class Channels(Protocol):
    """Ends channels by their names or ids."""

    async def hang_up(self, channel: str) -> bool:
        """End a channel: whether it was there."""


class Callbacks:
    """Everybody who waits to be called back."""

    def __init__(
        self, book: CallbackBook, legs: OutboundLegs, places: HeldPlaces, diary: Diary, channels: Channels
    ) -> None:
        self.book, self.places = book, places
        self._legs, self._diary, self._channels = legs, diary, channels
        self._numbers: frozenset[str] = frozenset()  # of everybody who waits, as the book said last
        self._ringing: set[str] = set()  # call ids of attempts whose telephones rang when we looked last
        self._answered: set[str] = set()  # whose telephones were taken: they hear the end of what we say
        self._turning = asyncio.Lock()  # what the book says and whose places are held change together
        self._tasks: set[asyncio.Task[None]] = set()
        legs.own(self._end_lost)

    async def run(self, bell: Bell, may_dial: Callable[[], bool]) -> None:
        """Look whose turn has come when the bell or the router says so, at least each second, for ever."""
        while True:
            await self._wait(bell)
            try:
                await self._round(may_dial())
            except Exception:
                log.exception("a round of callbacks broke off; the next one is in a second")

    def holds(self, callback: Callback) -> None:
        """Know of one just asked for, before the book is looked into again."""
        self._numbers |= {callback.number}
        self.places.news.set()

    def callable_number(self, text: str | None) -> str | None:
        """The number (E.164) if it is one we may call back, else None: offer no callback then."""
        return self.book.callable_number(text) if self._legs.trunk else None

    async def take_along(self, history: History, number: str | None, queue: str) -> datetime | None:
        """End the callback of somebody who has rung in himself: when he entered the line, None when there is none."""
        known = self.callable_number(number)
        if known is None or known not in self._numbers:
            return None
        async with self._turning:
            merged = await asyncio.to_thread(self.book.take_along, known, queue, self._diary.now())
            if merged is None:
                return None
            self.places.release(merged.call_id)
        history.add(CallbackMerged, callback_id=merged.id, entered_at=merged.entered_at)
        self._close(merged.id, CallbackState.MERGED, None)
        if merged.state is CallbackState.DIALLED:
            self._soon(self._silence(merged.call_id))
        return merged.entered_at

    async def confirm(self, callback: Callback) -> bool:
        """The person pressed the key and takes his place himself: False when the callback was settled meanwhile."""
        async with self._turning:
            confirmed = await self.receive(callback, CallbackEvent.CONFIRM)
            if confirmed:
                self.places.taken(callback.call_id)
        return confirmed

    async def receive(
        self, callback: Callback, event: CallbackEvent, reason: str | None = None, at: datetime | None = None
    ) -> bool:
        """Let a callback receive what happened on its call, now or at a moment known: whether it may follow."""
        moved = await asyncio.to_thread(self.book.move, callback.id, event, at or self._diary.now(), reason)
        if moved is not None and not moved.is_open:
            self._close(moved.id, moved.state, reason)
        return moved is not None

    async def call_ended(self, callback: Callback, call_id: str, disposition: Disposition) -> None:
        """The answered call of an attempt is over."""
        await self._end(callback.id, call_id, disposition)

    def adopt(self, callback: Callback, call_id: str) -> None:
        """Know that this answered call is an attempt, also when an earlier engine dialled it."""
        self._answered.add(call_id)
        self._legs.adopt(leg_id(call_id, 0), partial(self._end, callback.id, call_id))

    async def _wait(self, bell: Bell) -> None:
        rings = [asyncio.ensure_future(bell.wait(LOOK_S)), asyncio.ensure_future(self.places.news.wait())]
        try:
            await asyncio.wait(rings, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for ring in rings:
                ring.cancel()
        self.places.news.clear()

    async def _round(self, may_dial: bool) -> None:
        async with self._turning:
            looked = await asyncio.to_thread(self.book.look, self._diary.now())
            waiting = looked.waiting if may_dial and self._legs.trunk else []  # nobody is kept for whom we cannot ring
            given_up = self.places.keep([*waiting, *looked.dialled])
            self._numbers = looked.numbers
        for call_id in (given_up & self._ringing) - self._answered:  # cancelled meanwhile
            self._soon(self._silence(call_id))
        self._ringing = {callback.call_id for callback in looked.dialled}
        for callback in looked.closed:
            self._close(callback.id, callback.state, callback.reason)
        if not may_dial or self._legs.trunk is None:
            return
        answer_s = self.book.rule.answer_s
        line = self.places.line(frozenset(callback.id for callback in looked.dialled), answer_s)
        free = self._legs.free(for_callback=True)
        turns = set(next_turns(line, self.places.working(), answer_s, free))
        for held in line:
            if held.callback_id in turns:
                await self._dial(held)

    async def _dial(self, held: Held) -> None:
        async with self._legs.stocktaking:
            begun = await asyncio.to_thread(self.book.begin, held.callback_id, self._diary.now())
            if begun is None:
                return
            callback, attempt = begun
            self._legs.adopt(attempt.leg_id, partial(self._end, callback.id, attempt.call_id))
        self._write_dialled(callback, attempt, held)
        known = {"IVR_CALL": attempt.call_id, "IVR_LANGUAGE": callback.language}
        await self._legs.place(Placed(attempt.leg_id, callback.number, known, self.book.rule.ring_s))

    def _write_dialled(self, callback: Callback, attempt: CallbackAttempt, held: Held) -> None:
        because = "an agent is kept" if held.has_agent else f"expected wait {held.expected_s:.0f} s"
        self._diary.add(
            CallbackDialled,
            call_id=attempt.call_id,
            callback_id=callback.id,
            number=callback.number,
            leg_id=attempt.leg_id,
            attempt=attempt.number,
            because=because,
        )

    async def _end_lost(self, alive: set[str]) -> None:
        for attempt, disposition in await asyncio.to_thread(self.book.lost, alive):
            await self._end(attempt.callback_id, attempt.call_id, disposition, was_seen=False)

    async def _end(self, callback_id: str, call_id: str, disposition: Disposition, *, was_seen: bool = True) -> None:
        self._legs.over(leg_id(call_id, 0))
        self._answered.discard(call_id)
        now = self._diary.now()
        async with self._turning:
            after = await asyncio.to_thread(self.book.end, call_id, disposition, now)
            self.places.release(call_id)
        if after is None:
            return
        names = {"callback_id": callback_id, "disposition": disposition, "was_seen": was_seen}
        self._diary.add(CallbackAttemptEnded, at=now, call_id=call_id, **names)
        if after.state is CallbackState.CONFIRMED:  # the engine that heard him confirm did not live to tell the rest
            served = disposition is Disposition.SERVED
            await self.receive(after, CallbackEvent.CONNECT if served else CallbackEvent.LEAVE)
        elif after.state in (CallbackState.UNREACHED, CallbackState.EXPIRED):
            self._close(after.id, after.state, after.reason)

    async def _silence(self, call_id: str) -> None:
        try:
            await self._channels.hang_up(leg_id(call_id, 0))
        except AsteriskError as error:
            log.warning("the telephone of callback call %s rings on: %s", call_id, error)

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)  # a task nobody holds may be collected before it has run
        task.add_done_callback(self._tasks.discard)

    def _close(self, callback_id: str, state: CallbackState, reason: str | None) -> None:
        self._diary.add(CallbackClosed, callback_id=callback_id, state=state.value, reason=reason)
