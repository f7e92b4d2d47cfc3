"""Keeping what callers wish who would rather be called back: from that moment the place is held, whatever they do."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from ivr.calls.callback_events import CallbackRequested
from ivr.calls.ids import fresh_id
from ivr.engine.callback_ask import CallbackAsk, CallbackDesk
from ivr.engine.callbacks import Callbacks
from ivr.engine.history import History
from ivr.outbound.callback import CallbackState
from ivr.store.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Wish:
    """What a caller wishes: his queue with what he asked of it, when he entered it, which number, perhaps a time."""

    visit_id: str
    queue: str
    skill: str
    number: str  # E.164, as `callable_number` gives it
    language: str
    entered_at: datetime
    min_level: int = 1
    priority: int = 0
    not_before: datetime | None = None


class CallbackRequests:
    """Takes wishes in."""

    def __init__(self, callbacks: Callbacks) -> None:
        self._callbacks = callbacks

    def desk(self) -> CallbackDesk:
        """Return the same for the conversation in which it is agreed."""
        return CallbackDesk(self._number_of, self._keep)

    async def request(self, history: History, wish: Wish) -> Callback:
        """Keep a caller's wish; who waits for one in the same queue already keeps that one."""
        now, rule = history.now(), self._callbacks.book.rule
        chosen = wish.not_before
        asked = Callback(
            id=fresh_id(),
            number=wish.number,
            language=wish.language,
            queue=wish.queue,
            skill=wish.skill,
            entered_at=chosen or wish.entered_at,
            requested_at=now,
            expires_at=(chosen or now) + rule.expires_after,
            call_id=fresh_id(),
            min_level=wish.min_level,
            priority=wish.priority,
            not_before=chosen,
            origin_call_id=history.call_id,
            state=CallbackState.REQUESTED if chosen else CallbackState.WAITING,
            next_attempt_at=chosen,
        )
        kept = await asyncio.to_thread(self._callbacks.book.add, asked)
        history.add(
            CallbackRequested,
            callback_id=kept.id,
            visit_id=wish.visit_id,
            number=kept.number,
            entered_at=kept.entered_at,
            not_before=kept.not_before,
        )
        self._callbacks.holds(kept)
        return kept

    async def _number_of(self, text: str) -> str | None:
        return self._callbacks.callable_number(text)

    async def _keep(self, ask: CallbackAsk) -> bool:
        wish, seated = ask.wish, ask.seated
        asked = Wish(
            visit_id=seated.visit_id,
            queue=wish.queue,
            skill=wish.skill,
            number=ask.number,
            language=ask.language,
            entered_at=seated.entered_at,
            min_level=wish.min_level,
            priority=wish.priority,
        )
        await self.request(seated.history, asked)
        return True
