"""The places of those who wait to be called back: each stands in the router's line as a caller of its own."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ivr.engine.dispatcher import Dispatcher
from ivr.engine.queue_terms import QueueTerms
from ivr.outbound.turns import Held
from ivr.routing.acd import Acd
from ivr.routing.agent import AgentState
from ivr.routing.promises import Announcement
from ivr.store.callbacks import Callback

NOT_WORKING = (AgentState.PAUSED, AgentState.LOGGED_OUT)


@dataclass(slots=True)
class HeldPlace:
    """The seat of nobody: an agent given to it is kept until the person is on the line and takes his seat."""

    news: asyncio.Event
    agent: str | None = None

    def assigned(self, agent: str) -> None:
        """Keep this agent: the turn has come."""
        self.agent = agent
        self.news.set()

    def announced(self, announcement: Announcement) -> None:
        """Nobody listens."""

    def offered_callback(self) -> None:
        """He has asked already."""

    def overflowed(self, target: str | None) -> None:
        """Wait on: a callback has no longest wait, it ends by its own expiry."""


class HeldPlaces:
    """Keeps the router's line in step with the callbacks that wait; `news` rings when a turn has come."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        terms: QueueTerms,
        levels: Callable[[], Mapping[str, Mapping[str, int]]],
    ) -> None:
        self.news = asyncio.Event()
        self._dispatcher, self._terms, self._levels = dispatcher, terms, levels
        self._held: dict[str, Callback] = {}  # by call id, which is the router's name for it
        self._taken: set[str] = set()  # whose persons are on the line themselves

    def keep(self, waiting: Sequence[Callback]) -> set[str]:
        """Hold the places of these and of nobody else: the call ids of those given up."""
        wanted = {callback.call_id: callback for callback in waiting if callback.call_id not in self._taken}
        given_up = self._held.keys() - wanted.keys()
        for call_id in given_up:
            self.release(call_id)
        for call_id, callback in wanted.items():
            if call_id not in self._held:
                self._hold(callback)
            self._held[call_id] = callback
        return given_up

    def line(self, dialled: frozenset[str], soon_s: float) -> list[Held]:
        """The places held, the earliest entry first; `dialled` are the callbacks whose telephones ring.

        Behind one of the same skill that waits longer than `soon_s` nobody is asked for his wait: it is longer still.
        """
        held: list[Held] = []
        far: set[str] = set()
        for callback in sorted(self._held.values(), key=lambda one: (one.entered_at, one.id)):
            is_dialled = callback.id in dialled
            held.append(self._as_held(callback, is_dialled, asks=not is_dialled and callback.skill not in far))
            expected_s = held[-1].expected_s
            if not is_dialled and (expected_s is None or expected_s > soon_s):
                far.add(callback.skill)
        return held

    def working(self) -> dict[str, int]:
        """How many agents with each skill take calls."""
        counts: dict[str, int] = {}
        for agent, levels in self._levels().items():
            if self._dispatcher.acd.agent_state(agent) not in NOT_WORKING:
                for skill in levels:
                    counts[skill] = counts.get(skill, 0) + 1
        return counts

    def taken(self, call_id: str) -> None:
        """Leave a place to its person, who is on the line himself now."""
        self._held.pop(call_id, None)
        self._taken.add(call_id)

    def release(self, call_id: str) -> None:
        """Give a place up; an agent kept for it is free again."""
        self._taken.discard(call_id)
        if self._held.pop(call_id, None) is not None:
            self._dispatcher.leave(call_id)
            self._dispatcher.tell(Acd.call_left, call_id)

    def _hold(self, callback: Callback) -> None:
        self._dispatcher.seat(callback.call_id, HeldPlace(self.news))
        priority_s = callback.priority + self._terms.rules_of(callback.queue).priority_s
        terms = replace(self._terms.of(callback.queue), max_wait_s=None, overflow=None, queue="")
        entered_at = callback.entered_at.timestamp()
        self._dispatcher.tell(
            Acd.add_call,
            callback.call_id,
            callback.skill,
            min_level=callback.min_level,
            priority=priority_s,
            entered_at=entered_at,
            terms=terms,
        )

    def _as_held(self, callback: Callback, is_dialled: bool, asks: bool) -> Held:
        acd = self._dispatcher.acd
        if not acd.is_waiting(callback.call_id):  # it is with the agent kept for it
            return Held(callback.id, callback.skill, 0.0, has_agent=True, is_dialled=is_dialled)
        expected_s = acd.estimate(self._dispatcher.clock(), callback.call_id).p80 if asks else None
        return Held(callback.id, callback.skill, expected_s, has_agent=False, is_dialled=is_dialled)
