"""One call, walked from first word to last: ask the menu what is next, perform it, report back, write it down."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from ivr.calls.commands import (
    CallbackAsked,
    Collect,
    Command,
    DialOutcome,
    EnterQueue,
    HangUp,
    Heard,
    HungUp,
    MessageTaken,
    Note,
    Play,
    QueueLeft,
    RequestCallback,
    Respond,
    Result,
    SetLanguage,
    Started,
    TakeMessage,
    Transfer,
    TransferEnded,
    Voice,
)
from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEvent, LanguageChosen, ReminderResponded
from ivr.calls.ids import fresh_id, is_agent
from ivr.calls.standing import Standing
from ivr.calls.transfer_events import CallTransferred
from ivr.calls.waiting_events import CallDiverted
from ivr.engine.answers import Answer, Connected
from ivr.engine.callback_ask import Seated, agree
from ivr.engine.history import History
from ivr.engine.house import House
from ivr.engine.messages import take_message
from ivr.engine.onward import Onward
from ivr.engine.place import Place
from ivr.engine.speaking import Speaking
from ivr.engine.visit import Held, Visit
from ivr.engine.waiting_room import Diverted, Left
from ivr.menus.run import Run, receive
from ivr.outbound.destination import agent_dial_string
from ivr.store.callbacks import Callback

RING_OUTSIDE_S = 30
MOST_DIVERSIONS = 5  # queues that send callers on to each other do it no more often for one call

log = logging.getLogger(__name__)


class Caller(Speaking):
    """The caller's own coroutine; `progress` and `ended_by` tell afterwards what became of the call."""

    def __init__(self, house: House, voice: Voice, history: History, channel: str) -> None:
        super().__init__(house, voice, history)
        self._channel = channel
        self._diversions = 0
        self._next_menu: Run | None = None
        self.caller_id: str | None = None
        self.reminder_id: str | None = None
        self.decided: Disposition | None = None
        self.ended_by = Party.SYSTEM
        self.connected_at: datetime | None = None  # to an agent
        self.cut = False  # one of us ended the call

    async def follow(self, run: Run, held: Held | None = None) -> None:
        """Walk a menu from its start, or from where the caller was held, to a hang-up of either side."""
        try:
            result: Result = await self._queue(held.wish, held) if held else Started()
            while True:
                run, commands = receive(run, result)
                for command in commands:
                    performed = await self._perform(command)
                    if performed is None and isinstance(command, HangUp):
                        return
                    result = performed or result
                if self._next_menu is not None:
                    run, result, self._next_menu = self._next_menu, Started(self.language), None
        except HungUp:
            self.ended_by = Party.CALLER
            raise

    async def _perform(self, command: Command) -> Result | None:  # noqa: PLR0911 - one line a command
        match command:
            case SetLanguage(language):
                await self._speak(language)
            case Note() | Heard():
                self.note(command)
            case Respond(response):
                await self._respond(response)
            case HangUp(disposition):
                await self._hang_up(disposition)
            case Play(says, interrupt_keys):
                return await self.say(says, interrupt_keys)
            case Collect():
                return await self.collect(command)
            case EnterQueue():
                return await self._queue(command)
            case RequestCallback():
                seated = Seated(self._history, fresh_id(), self._history.now(), lambda: False)
                agreed = await agree(self, command, seated, self._house.callbacks)
                self.progress = replace(self.progress, callback=self.progress.callback or agreed)
                return CallbackAsked(agreed)
            case TakeMessage(box):
                return MessageTaken(await take_message(self._house.messages, box, self, self._voice, self._history))
            case Transfer(number):
                return TransferEnded(await self.put_through(number))
        return None

    async def _speak(self, language: str) -> None:
        self.language = language
        self._history.add(LanguageChosen, language=language)
        await self._voice.set_variables({"IVR_LANGUAGE": language})

    def write(self, kind: type[CallEvent], **fields: Any) -> None:
        """Write down what happened on the call."""
        self._history.add(kind, **fields)

    async def end(self, disposition: Disposition | None = None) -> None:
        """End the call on purpose."""
        await self._hang_up(disposition)

    async def go_on_waiting(self, callback: Callback, stood: Standing | None = None) -> None:
        """Wait in the place a callback held, until an agent has talked with the person; HungUp when he leaves first."""
        wish = EnterQueue(callback.queue, callback.skill, callback.min_level, callback.priority)
        held = Held(wish, stood.queued, stood.told) if stood and stood.queued else None
        visit = self._begun(wish, callback.entered_at, held)
        visit.callback_id, visit.entered_at = callback.id, callback.entered_at
        await self._wait(visit)

    async def wait_again(self, wish: EnterQueue, entered_at: datetime, preferred_agent: str | None) -> None:
        """Wait in a queue since an earlier moment, until an agent has talked with him or he waited too long."""
        visit = self._begun(wish, entered_at)
        visit.preferred_agent = preferred_agent
        left = await self._wait(visit)
        while isinstance(left, Diverted):
            left = await self._divert(left)

    async def _queue(self, wish: EnterQueue, held: Held | None = None) -> QueueLeft:
        entered_at = None
        if held is None:
            entered_at = await self._house.called_back.take_along(self._history, self.caller_id, wish.queue)
        left = await self._wait(self._begun(wish, entered_at, held))
        while isinstance(left, Diverted):
            left = await self._divert(left)
        return left

    def _begun(self, wish: EnterQueue, entered_at: datetime | None, held: Held | None = None) -> Visit:
        place = Place(self._channel, self._house.knocks)
        visit = Visit(fresh_id(), wish, self._voice, self._history, self, place, entered_at)
        if held is not None:
            queued, visit.earlier = held.queued, held.earlier
            visit.visit_id, visit.entered_at = queued.visit_id, queued.entered_at or queued.at
        return visit

    async def _wait(self, visit: Visit) -> Left:
        if visit.preferred_agent is None and self._house.waiting_room.wants_last_agent(visit.wish):
            visit.preferred_agent = await self._house.last_agent(self.caller_id, visit.wish.queue)
        self.progress = replace(self.progress, queued=True, waiting=True)
        try:
            left = await self._house.waiting_room.wait(visit)
        finally:
            served, callback = self.progress.served or visit.served, self.progress.callback or visit.called_back
            self.progress = replace(self.progress, served=served, callback=callback)
            if visit.served:
                self.ended_by, self.connected_at = visit.ended_by, visit.connected_at
        self.progress = replace(self.progress, waiting=False)
        return left

    async def _divert(self, left: Diverted) -> Left:
        """Go on where the queue sends those it could not serve; where that leads nowhere, in the caller's own menu."""
        self._history.add(CallDiverted, queue=left.wish.queue, target=left.target)
        self._diversions += 1
        kind, _, name = left.target.partition(":")
        if self._diversions > MOST_DIVERSIONS:
            log.error("a call was diverted %s times and is not sent to %s", MOST_DIVERSIONS, left.target)
        elif kind == "number":
            return QueueLeft(served=await self.put_through(name))
        elif kind == "voicemail":
            await take_message(self._house.messages, name, self, self._voice, self._history)
            return QueueLeft(served=True)
        elif kind == "menu":
            self._next_menu = self._house.elsewhere.menu(name, self.language)
        elif wish := self._house.elsewhere.wish(name, left.wish):
            return await self._wait(self._begun(wish, left.entered_at))
        return QueueLeft(served=False)

    async def put_through(self, destination: str, picked_up: Callable[[datetime], None] | None = None) -> bool:
        """Ring a number outside, or an agent's phone past all queues: whether they talked.

        `picked_up` hears when, of one who rings himself: to him it is a phone that rings, without music.
        """
        leg = {"leg_id": self._history.next_leg(), "destination": destination, "rang_at": self._history.now()}
        colleague = is_agent(destination)
        target = str(agent_dial_string(destination)) if colleague else self._house.way_out(destination)
        if target is None:
            self._transferred(leg, None)
            return False
        onward = Onward(self._history, destination)
        with self._house.answers.expect(self._channel, picked_up) as answer:
            answer.on_other = partial(self._goes_on, leg, onward, answer)
            try:
                ended = await self._voice.dial(target, RING_OUTSIDE_S, music=colleague and picked_up is None)
            except HungUp:
                self._talked(leg, onward, answer.at if await answer.last_word() else None)
                raise
        talked = ended.outcome is DialOutcome.ANSWERED
        if talked and colleague:
            self.ended_by = Party.CALLER if ended.hung_up_by_caller else Party.AGENT
        self._talked(leg, onward, (answer.at or self._history.now()) if talked else None)
        return talked

    def _goes_on(self, leg: dict[str, Any], onward: Onward, answer: Answer, connected: Connected) -> None:
        """The colleague connected him with somebody else and is out."""
        if not onward.is_another:
            self._transferred(leg, answer.at, connected.at)
        onward.goes_to(connected)

    def _talked(self, leg: dict[str, Any], onward: Onward, answered_at: datetime | None) -> None:
        if onward.is_another:
            onward.ends()
        else:
            self._transferred(leg, answered_at)

    def _transferred(self, leg: dict[str, Any], answered_at: datetime | None, at: datetime | None = None) -> None:
        talked = answered_at is not None
        self.progress = replace(self.progress, transferred=talked)
        self._history.add(CallTransferred, at=at, **leg, connected=talked, answered_at=answered_at)

    async def _respond(self, response: str) -> None:
        self.progress = replace(self.progress, response=response)
        if self.reminder_id is not None:
            await self._house.respond(self.reminder_id, response)
            self._history.add(ReminderResponded, reminder_id=self.reminder_id, response=response)

    async def _hang_up(self, disposition: Disposition | None) -> None:
        self.progress = replace(self.progress, reached_end=True)
        self.decided = disposition
        await self._voice.hang_up()
