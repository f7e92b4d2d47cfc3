"""The one who speaks with the router: tells it what happened, carries out what it answers, and wakes it in time."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Concatenate, ParamSpec, Protocol

from ivr.routing.acd import Acd
from ivr.routing.actions import Action, Announce, Assign, Overflow
from ivr.routing.agent import AgentState
from ivr.routing.promises import Announcement

P = ParamSpec("P")
Heard = Callable[[str, float, tuple[Any, ...], dict[str, Any]], None]
AgentSeen = Callable[[str, AgentState, str | None, float | None], None]


class Seat(Protocol):
    """What a waiting caller's coroutine lets itself be told; each call returns at once."""

    agent: str | None  # assigned, and not yet met

    def assigned(self, agent: str) -> None:
        """Ring this agent."""

    def announced(self, announcement: Announcement) -> None:
        """Say this to the caller."""

    def offered_callback(self) -> None:
        """Tell the caller that he can be called back instead."""

    def overflowed(self, target: str | None) -> None:
        """The longest wait is over: where it leads, None for the caller's own menu."""


class Dispatcher:
    """Feeds the router from the loop; `on_agent` hears each change of an agent: state, reason, when it ends itself."""

    def __init__(self, acd: Acd, clock: Callable[[], float], agents: list[str], on_agent: AgentSeen) -> None:
        self.acd = acd
        self._clock = clock
        self._on_agent = on_agent
        self._seats: dict[str, Seat] = {}
        self._seen: dict[str, tuple[AgentState, str | None]] = dict.fromkeys(agents, (AgentState.LOGGED_OUT, None))
        self._changed = asyncio.Event()
        self._looked_for: dict[str, asyncio.Event] = {}
        self._heard: Heard = lambda *_told: None

    def beside(self, heard: Heard) -> None:
        """Let somebody hear each step the router is told, in order: its name, time in seconds and arguments."""
        self._heard = heard

    def seat(self, call_id: str, seat: Seat) -> bool:
        """From here on tell this seat what the router decides: whether the call had a place, whose agent it takes."""
        earlier = self._seats.get(call_id)
        self._seats[call_id] = seat
        if call_id in self._looked_for:
            self._looked_for[call_id].set()
        if earlier is not None and earlier.agent is not None:
            seat.assigned(earlier.agent)
        return earlier is not None

    async def seated(self, call_id: str, within_s: float) -> None:
        """Wait until the call has its seat, but no longer than this."""
        if call_id in self._seats:
            return
        came = self._looked_for[call_id] = asyncio.Event()
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await came.wait()
        del self._looked_for[call_id]

    def know(self, agent: str) -> None:
        """From here on look at this agent's state too."""
        self._seen.setdefault(agent, (AgentState.LOGGED_OUT, None))

    def leave(self, call_id: str) -> None:
        """The call waits no more."""
        self._seats.pop(call_id, None)

    def tell(
        self, step: Callable[Concatenate[Acd, float, P], list[Action]], /, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Tell the router one thing that happened now and carry out its answer."""
        t = self._clock()
        actions = step(self.acd, t, *args, **kwargs)
        self._heard(step.__name__, t, args, kwargs)
        for action in actions:
            self._carry_out(action)
        self._look_at_agents()
        self._changed.set()

    def take_up(self, agent: str, step: Callable[[Acd], object]) -> None:
        """Tell the router where an agent was before this engine began: it is no news to anybody."""
        step(self.acd)
        self._seen[agent] = self.acd.agent_state(agent), self.acd.pause_reason(agent)

    def clock(self) -> float:
        """Now, in the router's seconds."""
        return self._clock()

    async def run(self) -> None:
        """Wake the router whenever it asked to be woken, for ever."""
        while True:
            self._changed.clear()
            due = self.acd.next_wakeup()
            delay = None if due is None else max(0.0, due - self._clock())
            try:
                await asyncio.wait_for(self._changed.wait(), delay)
            except TimeoutError:
                self.tell(Acd.tick)

    def _carry_out(self, action: Action) -> None:
        seat = self._seats.get(str(action.call))
        if seat is None:
            return
        if isinstance(action, Assign):
            seat.assigned(str(action.agent))
        elif isinstance(action, Announce):
            seat.announced(action.announcement)
        elif isinstance(action, Overflow):
            seat.overflowed(action.target)
        else:
            seat.offered_callback()

    def _look_at_agents(self) -> None:
        for agent in sorted(map(str, self.acd.changed_agents())):
            found = self.acd.agent_state(agent), self.acd.pause_reason(agent)
            if found != self._seen.get(agent, found):
                self._seen[agent] = found
                self._on_agent(agent, *found, self.acd.ends_at(agent))
