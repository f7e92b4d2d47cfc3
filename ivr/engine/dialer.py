"""The dialer: what is due is called, each attempt written down first, and what becomes of it afterwards."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.originate import Originate, originate_end
from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, AttemptStarted
from ivr.engine.door import AnsweredReminder
from ivr.engine.doorbell import Bell
from ivr.engine.history import Diary
from ivr.engine.reminder_book import Call, ReminderBook
from ivr.errors import ActionRefused, AsteriskError
from ivr.menus.facts import reminder_words
from ivr.outbound.destination import dial_string
from ivr.outbound.reminder import Message
from ivr.store.attempts import Attempt

LOOK_S = 1.0  # how often the book is looked into when nobody rings the doorbell
CAUSE_S = 0.3  # Asterisk answers the originate first and names the cause a moment later
CARRIER = "carrier"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trunk:
    """The way out: ISO regions it may reach, calls it carries at once, how long it rings, the number it shows."""

    regions: tuple[str, ...]
    calls: int
    caller_id: str
    ring_s: int = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """How reminders are told: in which menu, in which zone their times are spoken."""

    menu: str
    timezone: str


class Dialer:
    """Places the calls of reminders that are due, as many at once as the trunk carries."""

    def __init__(
        self,
        book: ReminderBook,
        trunk: Trunk | None,
        plan: Plan,
        originate: Callable[[Originate], Awaitable[None]],
        diary: Diary,
    ) -> None:
        self._book, self._trunk, self._plan = book, trunk, plan
        self._originate, self._diary = originate, diary
        self._under_way: dict[str, Call] = {}  # by leg id, which is Asterisk's channel id
        self._hangups: dict[str, Hangup] = {}
        self._asked: set[str] = set()  # leg ids given to Asterisk over the connection there is
        self._doubtful: set[str] = set()  # given to it over an earlier one: their end may have gone unheard
        self._strangers: set[str] = set()  # channels an earlier engine left: some may be its attempts
        self._stocktaking = asyncio.Lock()  # no attempt is begun while those of a dead engine are looked for
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, bell: Bell, may_dial: Callable[[], bool]) -> None:
        """Look into the book when the bell rings, at least each second, for ever."""
        while True:
            await bell.wait(LOOK_S)
            if self._trunk is not None and may_dial():
                try:
                    await self._round(self._trunk)
                except Exception:
                    log.exception("a round of the dialer broke off; the next one is in a second")

    async def of_call(self, call_id: str) -> AnsweredReminder | None:
        """What an answered call of ours has to tell."""
        call = await asyncio.to_thread(self._book.of_call, call_id)
        if call is None:
            return None
        self._under_way.setdefault(call.attempt.leg_id, call)
        message = Message.from_plain(call.reminder.message)
        zone = message.timezone or self._plan.timezone
        words = reminder_words(message.name, message.appointment_at, zone, message.text, message.amount)
        reminder = call.reminder
        return AnsweredReminder(reminder.id, call.attempt.id, self._plan.menu, reminder.language, {"reminder": words})

    async def call_ended(self, _reminder: AnsweredReminder, call_id: str, disposition: Disposition) -> None:
        """The answered call is over."""
        call = await asyncio.to_thread(self._book.of_call, call_id)
        if call is not None:
            await self._end(call.attempt, disposition)

    def responded(self, response: OriginateResponse) -> None:
        """Hear whether an originated call was answered; answered ones come through the door by themselves."""
        call = self._under_way.get(response.action_id)
        if call is None or response.succeeded:
            return
        self._soon(self._unanswered(call, response))

    def hung_up(self, hangup: Hangup) -> None:
        """Hear of a channel's end: its cause says more than the originate's answer."""
        if hangup.uniqueid in self._under_way:
            self._hangups[hangup.uniqueid] = hangup
        elif hangup.uniqueid in self._strangers:
            self._strangers.discard(hangup.uniqueid)
            self._soon(self._end_lost(set(self._strangers), set()))

    def asterisk_found(self) -> None:
        """Trust nothing asked over an earlier connection."""
        self._doubtful |= self._asked
        self._asked.clear()

    async def take_up(self, living: set[str]) -> None:
        """After a start or a reconnection: end the attempts whose channels are no more; `living` are channel ids."""
        doubtful, self._doubtful = self._doubtful, set()
        self._strangers = living - self._under_way.keys()
        await self._end_lost(living, doubtful)

    async def _end_lost(self, living: set[str], doubtful: set[str]) -> None:
        async with self._stocktaking:
            sure = self._under_way.keys() - doubtful
            lost = await asyncio.to_thread(self._book.lost, living | sure)
        for attempt, disposition in lost:
            await self._end(attempt, disposition)

    async def _unanswered(self, call: Call, response: OriginateResponse) -> None:
        await asyncio.sleep(CAUSE_S)
        ended = originate_end(response, self._hangups.pop(response.action_id, None))
        await self._end(call.attempt, Disposition(ended.value))

    async def _round(self, trunk: Trunk) -> None:
        free = trunk.calls - len(self._under_way)
        if free <= 0:
            return
        async with self._stocktaking:
            calls = await asyncio.to_thread(self._book.begin_due, self._diary.now(), free)
            self._under_way |= {call.attempt.leg_id: call for call in calls}
        for call in calls:
            await self._place(trunk, call)

    async def _place(self, trunk: Trunk, call: Call) -> None:
        reminder, attempt = call.reminder, call.attempt
        target = dial_string(reminder.number, CARRIER, trunk.regions)
        names: dict[str, Any] = {"attempt_id": attempt.id, "reminder_id": reminder.id, "leg_id": attempt.leg_id}
        self._diary.add(AttemptStarted, call_id=attempt.call_id, number=reminder.number, **names)
        variables = {"IVR_CALL": attempt.call_id, "IVR_ATTEMPT": attempt.id, "IVR_LANGUAGE": reminder.language}
        self._asked.add(attempt.leg_id)
        try:
            await self._originate(
                Originate(str(target), attempt.leg_id, "outbound", "answered", trunk.caller_id, trunk.ring_s, variables)
            )
        except ActionRefused as error:
            log.warning("reminder %s could not be placed: %s", reminder.id, error)
            await self._end(attempt, Disposition.FAILED)
        except AsteriskError as error:  # it may ring all the same: `take_up` will see
            log.warning("whether reminder %s rings is not known: %s", reminder.id, error)

    async def _end(self, attempt: Attempt, disposition: Disposition) -> None:
        now = self._diary.now()
        if await asyncio.to_thread(self._book.end, attempt, disposition, now):
            names: dict[str, Any] = {"attempt_id": attempt.id, "reminder_id": attempt.reminder_id}
            self._diary.add(AttemptEnded, at=now, call_id=attempt.call_id, disposition=disposition, **names)
        self._under_way.pop(attempt.leg_id, None)
        self._hangups.pop(attempt.leg_id, None)
        self._asked.discard(attempt.leg_id)

    def _soon(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # a task nobody holds may be collected before it has run
        task.add_done_callback(self._tasks.discard)
