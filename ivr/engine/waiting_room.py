"""The waiting room: a caller holds, hears what to expect, is put through, or leaves."""

import asyncio
import math
from collections.abc import Callable
from datetime import datetime

from ivr.calls.commands import WAKE_KEY, HungUp, QueueLeft
from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import CallQueued, VisitEnded, WaitAnnounced
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.fallback import held_variables
from ivr.engine.ringing import Ringing
from ivr.engine.visit import Visit
from ivr.routing.acd import Acd
from ivr.routing.rules import Terms
from ivr.routing.wait_phrases import wait_phrases

HOLD_S = 30.0  # the longest single hold: nothing depends on it while the knock works
LOOK_S = 0.05  # after an announcement is due the router has said what it is
HOLD_WITHOUT_KNOCK_S = 1.0  # while Asterisk's manager is away nobody can knock: look up each second


class WaitingRoom:
    """Everybody who waits for an agent."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        ringing: Ringing,
        can_knock: Callable[[], bool],
        terms_of: Callable[[str], Terms],
    ) -> None:
        self._dispatcher = dispatcher
        self._ringing = ringing
        self._can_knock = can_knock
        self._terms_of = terms_of

    async def wait(self, visit: Visit) -> QueueLeft:
        """Stay until an agent has talked with the caller or the longest wait is over; HungUp when he leaves first."""
        wish = visit.wish
        joined_at = visit.joined_at or self._joined(visit)
        try:
            await visit.voice.set_variables(held_variables(visit.call_id, wish.queue, wish.skill, joined_at))
            self._dispatcher.seat(visit.call_id, visit.place)
            terms, since = self._terms_of(wish.queue), joined_at.timestamp() if visit.joined_at else None
            self._dispatcher.tell(
                Acd.add_call,
                visit.call_id,
                wish.skill,
                min_level=wish.min_level,
                priority=wish.priority,
                entered_at=since,
                terms=terms,
            )
            return await self._stay(visit)
        except HungUp:
            self._ended(visit, VisitOutcome.ANSWERED if visit.served else VisitOutcome.ABANDONED)
            raise
        finally:
            self._dispatcher.leave(visit.call_id)
            if self._is_with_router(visit):
                self._dispatcher.tell(Acd.call_abandoned, visit.call_id)

    @staticmethod
    def _joined(visit: Visit) -> datetime:
        wish, at = visit.wish, visit.history.now()
        visit.history.add(
            CallQueued,
            at=at,
            visit_id=visit.visit_id,
            queue=wish.queue,
            skill=wish.skill,
            min_level=wish.min_level,
            priority=wish.priority,
        )
        return at

    def _is_with_router(self, visit: Visit) -> bool:
        if visit.place.overflow:
            return False
        # An agent who logged out while his phone rang may pick up all the same: the call was back in the line by then.
        talked_unknown = visit.place.agent is not None or self._dispatcher.acd.is_waiting(visit.call_id)
        return not visit.served or talked_unknown

    async def _stay(self, visit: Visit) -> QueueLeft:
        place = visit.place
        while True:
            if place.agent is not None:
                agent, place.agent = place.agent, None
                if await self._ringing.ring(visit, agent):
                    self._ended(visit, VisitOutcome.ANSWERED)
                    return QueueLeft(served=True)
            elif place.overflow:
                self._ended(visit, VisitOutcome.TIMED_OUT)
                return QueueLeft(served=False)
            elif place.announcement is not None:
                await self._announce(visit)
            else:
                await self._hold(visit)

    async def _hold(self, visit: Visit) -> None:
        seconds = self._hold_s(visit)
        visit.place.ends_at = asyncio.get_running_loop().time() + seconds
        visit.place.holding = True
        try:
            await visit.voice.hold(seconds)
        finally:
            visit.place.holding = False
            visit.place.ends_at = math.inf

    def _hold_s(self, visit: Visit) -> float:
        """As long as the caller has nothing to hear: a hold that ends by itself costs no knock."""
        if not self._can_knock():
            return HOLD_WITHOUT_KNOCK_S
        due = self._dispatcher.acd.next_announcement(visit.call_id)
        return HOLD_S if due is None else min(HOLD_S, max(due - self._dispatcher.clock(), 0.0) + LOOK_S)

    async def _announce(self, visit: Visit) -> None:
        said, visit.place.announcement = visit.place.announcement, None
        if said is None:
            return
        visit.place.holding = True
        try:
            played = await visit.speak(wait_phrases(said), WAKE_KEY)
        finally:
            visit.place.holding = False
        if played.completed:
            visit.history.add(
                WaitAnnounced,
                visit_id=visit.visit_id,
                less_than_s=said.seconds_upper,
                position=said.position,
                p50_s=said.p50,
                p80_s=said.p80,
            )

    @staticmethod
    def _ended(visit: Visit, outcome: VisitOutcome) -> None:
        visit.history.add(VisitEnded, visit_id=visit.visit_id, outcome=outcome)
