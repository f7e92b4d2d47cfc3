"""The dialer: what is due is called, each attempt written down first, and what becomes of it afterwards."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, AttemptStarted
from ivr.engine.answered_reminder import AnsweredReminder
from ivr.engine.doorbell import Bell
from ivr.engine.history import Diary
from ivr.engine.outbound_legs import OutboundLegs, Placed
from ivr.engine.reminder_book import Call, ReminderBook
from ivr.menus.facts import reminder_words
from ivr.outbound.reminder import Message
from ivr.store.attempts import Attempt

LOOK_S = 1.0  # how often the book is looked into when nobody rings the doorbell

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How reminders are told: in which menu, in which zone their times are spoken, after listening first or at once."""

    menu: str
    timezone: str
    listens: bool = False


class Dialer:
    """Places the calls of reminders that are due, as many as the trunk bears."""

    def __init__(self, book: ReminderBook, legs: OutboundLegs, plan: Plan, diary: Diary) -> None:
        self._book, self._legs, self._plan, self._diary = book, legs, plan, diary
        legs.own(self._end_lost)

    async def run(self, bell: Bell, may_dial: Callable[[], bool]) -> None:
        """Look into the book when the bell rings, at least each second, for ever."""
        while True:
            await bell.wait(LOOK_S)
            if may_dial():
                try:
                    await self._round()
                except Exception:
                    log.exception("a round of the dialer broke off; the next one is in a second")

    async def of_call(self, call_id: str) -> AnsweredReminder | None:
        """What an answered call of ours has to tell."""
        call = await asyncio.to_thread(self._book.of_call, call_id)
        if call is None:
            return None
        self._legs.adopt(call.attempt.leg_id, partial(self._end, call.attempt))
        message = Message.from_plain(call.reminder.message)
        zone = message.timezone or self._plan.timezone
        words = reminder_words(message.name, message.appointment_at, zone, message.text, message.amount)
        reminder, plan, facts = call.reminder, self._plan, {"reminder": words}
        return AnsweredReminder(reminder.id, call.attempt.id, plan.menu, reminder.language, facts, plan.listens)

    async def call_ended(self, _reminder: AnsweredReminder, call_id: str, disposition: Disposition) -> None:
        """The answered call is over."""
        call = await asyncio.to_thread(self._book.of_call, call_id)
        if call is not None:
            await self._end(call.attempt, disposition)

    async def _end_lost(self, alive: set[str]) -> None:
        for attempt, disposition in await asyncio.to_thread(self._book.lost, alive):
            await self._end(attempt, disposition, was_seen=False)

    async def _round(self) -> None:
        free = self._legs.free()
        if free <= 0:
            return
        async with self._legs.stocktaking:
            calls = await asyncio.to_thread(self._book.begin_due, self._diary.now(), free)
            for call in calls:
                self._legs.adopt(call.attempt.leg_id, partial(self._end, call.attempt))
        for call in calls:
            await self._place(call)

    async def _place(self, call: Call) -> None:
        reminder, attempt = call.reminder, call.attempt
        names: dict[str, Any] = {"attempt_id": attempt.id, "reminder_id": reminder.id, "leg_id": attempt.leg_id}
        self._diary.add(AttemptStarted, call_id=attempt.call_id, number=reminder.number, **names)
        variables = {"IVR_CALL": attempt.call_id, "IVR_ATTEMPT": attempt.id, "IVR_LANGUAGE": reminder.language}
        await self._legs.place(Placed(attempt.leg_id, reminder.number, variables))

    async def _end(self, attempt: Attempt, disposition: Disposition, *, was_seen: bool = True) -> None:
        now = self._diary.now()
        if await asyncio.to_thread(self._book.end, attempt, disposition, now):
            names: dict[str, Any] = {"attempt_id": attempt.id, "reminder_id": attempt.reminder_id}
            names |= {"disposition": disposition, "was_seen": was_seen}
            self._diary.add(AttemptEnded, at=now, call_id=attempt.call_id, **names)
        self._legs.over(attempt.leg_id)
