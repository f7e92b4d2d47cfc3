"""The waiting room: a caller holds, hears what to expect, is put through, or leaves."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.calls.commands import WAKE_KEY, EnterQueue, HungUp, Played, QueueLeft, RequestCallback, Say
from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import CallQueued, VisitEnded, WaitAnnounced
from ivr.calls.standing import CALLBACK_OFFER
from ivr.calls.values import Number
from ivr.calls.waiting_events import QueueRefused
from ivr.engine.aside import Aside
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.fallback import held_variables
from ivr.engine.place import Hears
from ivr.engine.queue_door import QueueDoor, Refused
from ivr.engine.queue_terms import QueueTerms
from ivr.engine.recording_notice import announce
from ivr.engine.ringing import Ringing
from ivr.engine.visit import Visit
from ivr.routing.acd import Acd
from ivr.routing.rules import Terms
from ivr.routing.wait_phrases import wait_phrases

HOLD_S = 30.0  # the longest single hold: nothing depends on it while the knock works
LOOK_S = 0.05  # after an announcement is due the router has said what it is
HOLD_WITHOUT_KNOCK_S = 1.0  # while Asterisk's manager is away nobody can knock: look up each second


@dataclass(frozen=True, slots=True)
class Diverted:
    """The visit is over and the call goes on elsewhere: queue:, voicemail:, number: or menu:, and its id."""

    target: str
    wish: EnterQueue
    entered_at: datetime


Left = QueueLeft | Diverted


class WaitingRoom:
    """Everybody who waits for an agent."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        ringing: Ringing,
        aside: Aside,
        door: QueueDoor,
        terms: QueueTerms,
    ) -> None:
        self._dispatcher = dispatcher
        self._ringing = ringing
        self._aside = aside
        self._door = door
        self._terms = terms

    def wants_last_agent(self, wish: EnterQueue) -> bool:
        """Whether he is to be given to whom he talked with last."""
        return wish.same_agent or self._terms.rules_of(wish.queue).same_agent

    async def wait(self, visit: Visit) -> Left:
        """Stay until served, too long, or gone by a key; HungUp when the caller leaves before."""
        has_place = visit.entered_at is not None  # in a queue before this one, or by a callback
        if not has_place and (why := self._door.refuses(visit.wish, visit.history.now())):
            return await self._refused(visit, why)
        await announce(visit, self._ringing.tapes.rule_of(visit.wish.queue))
        with self._door.inside(visit.wish.queue):
            left = await self._sit(visit, self._entered_at(visit))
        if visit.place.overflow and (words := self._door.closes(visit.wish.queue, visit.history.now())):
            await visit.speaks.say(words)
        return left

    async def _sit(self, visit: Visit, entered_at: datetime) -> Left:
        wish = visit.wish
        try:
            await visit.voice.set_variables(held_variables(visit.call_id, wish.queue, wish.skill, entered_at))
            if not self._dispatcher.seat(visit.call_id, visit.place):
                self._join(visit)
            return await self._stay(visit)
        except HungUp:
            left = VisitOutcome.CALLBACK if visit.called_back else VisitOutcome.ABANDONED
            self._ended(visit, VisitOutcome.ANSWERED if visit.served else left)
            raise
        finally:
            self._dispatcher.leave(visit.call_id)
            if self._is_with_router(visit):
                by_choice = visit.outcome in (VisitOutcome.KEY_EXIT, VisitOutcome.CALLBACK)
                self._dispatcher.tell(Acd.call_left if by_choice else Acd.call_abandoned, visit.call_id)

    def _entered_at(self, visit: Visit) -> datetime:
        """Write down that he joined, unless he had before: since when he waits."""
        wish, at = visit.wish, visit.history.now()
        if visit.earlier and visit.entered_at:
            return visit.entered_at
        visit.history.add(
            CallQueued,
            at=at,
            visit_id=visit.visit_id,
            queue=wish.queue,
            skill=wish.skill,
            min_level=wish.min_level,
            priority=self._priority_s(visit),
            entered_at=visit.entered_at,
            callback_id=visit.callback_id,
        )
        visit.entered_at = visit.entered_at or at
        return visit.entered_at

    def _join(self, visit: Visit) -> None:
        wish = visit.wish
        self._dispatcher.tell(
            Acd.add_call,
            visit.call_id,
            wish.skill,
            min_level=wish.min_level,
            priority=self._priority_s(visit),
            preferred_agent=visit.preferred_agent,
            entered_at=visit.entered_at.timestamp() if visit.entered_at else None,
            terms=self._terms_of(visit),
            earlier=visit.earlier,
        )

    def _terms_of(self, visit: Visit) -> Terms:
        """His queue's; who comes back to one that closed while the engine was away has waited long enough."""
        terms, earlier, now = self._terms.of(visit.wish.queue), visit.earlier, visit.history.now()
        if earlier and self._door.closed_since(visit.wish.queue, earlier.joined_at, now):
            return replace(terms, max_wait_s=0.0)
        return terms

    def _priority_s(self, visit: Visit) -> int:
        """What his menu asks for him and his queue adds; who joined before the engine was away has both."""
        own = 0 if visit.earlier else self._terms.rules_of(visit.wish.queue).priority_s
        return visit.wish.priority + own

    def _is_with_router(self, visit: Visit) -> bool:
        if visit.place.overflow:
            return False
        # An agent who logged out while his phone rang may pick up all the same: the call was back in the line by then.
        talked_unknown = visit.place.agent is not None or self._dispatcher.acd.is_waiting(visit.call_id)
        return not visit.served or talked_unknown

    async def _stay(self, visit: Visit) -> Left:
        place, key = visit.place, ""
        while True:
            if place.agent is not None:
                agent, place.agent, key = place.agent, None, ""
                if await self._ringing.ring(visit, agent):
                    self._ended(visit, VisitOutcome.ANSWERED)
                    return QueueLeft(served=True)
            elif place.overflow:
                return self._overflowed(visit)
            elif key:
                if left := await self._pressed(visit, key):
                    return left
                key = ""
            else:
                key = await self._announce(visit) if place.has_words else await self._hold(visit)

    async def _hold(self, visit: Visit) -> str:
        seconds = self._hold_s(visit)
        with visit.place.hearing(Hears.MUSIC):
            visit.place.ends_at = asyncio.get_running_loop().time() + seconds
            return await visit.voice.hold(seconds)

    def _hold_s(self, visit: Visit) -> float:
        """As long as the caller has nothing to hear: a hold that ends by itself costs no knock."""
        if not visit.place.knocks.is_up:
            return HOLD_WITHOUT_KNOCK_S
        due = self._dispatcher.acd.next_announcement(visit.call_id)
        return HOLD_S if due is None else min(HOLD_S, max(due - self._dispatcher.clock(), 0.0) + LOOK_S)

    async def _announce(self, visit: Visit) -> str:
        """Say what there is to say, and which keys there are: the key that ended it."""
        place = visit.place
        said, place.announcement = place.announcement, None
        offer, place.callback_offered = _offer(visit.wish) if place.callback_offered else (), False
        played = await self._say(visit, wait_phrases(said) if said else ())
        if said and played.completed:
            visit.history.add(
                WaitAnnounced,
                visit_id=visit.visit_id,
                less_than_s=said.seconds_upper,
                position=said.position,
                p50_s=said.p50,
                p80_s=said.p80,
                more_than_s=said.seconds_lower,
                apologised=said.apologises,
            )
        hint = visit.wish.hint if said and not (offer and visit.knows_keys) else ()
        if played.completed and not place.is_called:
            played = await self._say(visit, (*offer, *hint))
            visit.knows_keys = visit.knows_keys or played.completed
        return played.key

    @staticmethod
    async def _say(visit: Visit, says: tuple[Say, ...]) -> Played:
        if not says:
            return Played()
        keys = "".join(key for key, _ in visit.wish.keys)
        with visit.place.hearing(Hears.WORDS):
            return await visit.speaks.say(says, keys + WAKE_KEY)

    async def _pressed(self, visit: Visit, key: str) -> QueueLeft | None:
        """Do what a key stands for: None when the caller goes on waiting."""
        keys = dict(visit.wish.keys)
        while key in keys:
            if not keys[key]:
                self._ended(visit, VisitOutcome.KEY_EXIT)
                return QueueLeft(served=False, key=key)
            done = await self._aside.perform(visit, keys[key])
            if done.callback:
                self._ended(visit, VisitOutcome.CALLBACK)
                return QueueLeft(served=False, key=key)
            key = done.key
        return None

    def _overflowed(self, visit: Visit) -> Left:
        target = visit.place.overflow_target
        self._ended(visit, VisitOutcome.DIVERTED if target else VisitOutcome.TIMED_OUT)
        return self._onward(visit, target)

    async def _refused(self, visit: Visit, refused: Refused) -> Left:
        wish = visit.wish
        visit.history.add(QueueRefused, queue=wish.queue, skill=wish.skill, cause=refused.why.value)
        if refused.says:
            await visit.speaks.say(refused.says)
        return self._onward(visit, self._terms.of(wish.queue).overflow)

    @staticmethod
    def _onward(visit: Visit, target: str | None) -> Left:
        entered_at = visit.entered_at or visit.history.now()
        return Diverted(target, visit.wish, entered_at) if target else QueueLeft(served=False)

    @staticmethod
    def _ended(visit: Visit, outcome: VisitOutcome) -> None:
        visit.outcome = outcome
        visit.history.add(VisitEnded, visit_id=visit.visit_id, outcome=outcome)


def _offer(wish: EnterQueue) -> tuple[Say, ...]:
    """The words that offer a callback, by the key that asks for one; none where there is no such key."""
    keys = [key for key, act in wish.keys if any(isinstance(one, RequestCallback) for one in act)]
    return (Say(CALLBACK_OFFER, (("key", Number(int(keys[0]))),)),) if keys and keys[0].isdecimal() else ()
