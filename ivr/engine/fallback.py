"""Asterisk's own queue, kept ready for the moment we are gone (docs/asterisk.md): who serves, who waits since when."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Protocol

from ivr.errors import ActionRefused, AsteriskError
from ivr.outbound.destination import agent_dial_string
from ivr.routing.agent import AgentState

FALLBACK_QUEUE = "fallback"
PRIORITY_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
PRIORITY_TOP = 2**31 - 1  # Asterisk reads QUEUE_PRIO as a 32-bit integer; tenths of a second last until 2032
TRY_AGAIN_S = 1.0


def held_variables(call_id: str, queue: str, skill: str, joined_at: datetime) -> dict[str, str]:
    """Return what keeps identity, order and waiting time in the fallback: who joined later ranks lower."""
    tenths = int((joined_at - PRIORITY_EPOCH).total_seconds() * 10)
    return {
        "IVR_CALL": call_id,
        "IVR_QUEUE": queue,
        "IVR_SKILL": skill,
        "IVR_JOINED": f"{joined_at.timestamp():.3f}",
        "QUEUE_PRIO": str(PRIORITY_TOP - max(tenths, 0) % PRIORITY_TOP),
        "DIALSTATUS": "",  # an earlier talk of the same call must not pass for the end of this visit
    }


class QueueMembers(Protocol):
    """What Asterisk's manager can do to a queue's members."""

    async def queue_add(self, interface: str, name: str) -> None:
        """Add a member; ActionRefused when it is there already."""

    async def queue_remove(self, interface: str) -> None:
        """Remove a member; ActionRefused when it is not there."""

    async def queue_pause(self, interface: str, paused: bool) -> None:
        """Pause or unpause a member."""


class Fallback:
    """Makes Asterisk's fallback queue follow the agents' states, whenever Asterisk can be reached."""

    def __init__(self, members: QueueMembers) -> None:
        self._members = members
        self._wanted: dict[str, bool | None] = {}  # agent -> paused, None: not a member
        self._there: dict[str, bool | None] = {}
        self._changed = asyncio.Event()
        self._one_hand = asyncio.Lock()  # on the members: who thinks to know how one stands must not be overtaken

    def agent_is(self, agent: str, state: AgentState) -> None:
        """Hear an agent's state; a call or wrap-up does not pause the member: his phone's state does that."""
        self._wanted[agent] = None if state is AgentState.LOGGED_OUT else state is AgentState.PAUSED
        self._changed.set()

    def asterisk_found(self) -> None:
        """Assume nothing of a queue that may have restarted: make every member anew."""
        self._there.clear()
        self._changed.set()

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """Meanwhile Asterisk's queue rings nobody new: its callers are about to be taken back, in their order."""
        try:
            async with self._one_hand:
                for agent in [agent for agent, paused in self._wanted.items() if paused is not None]:
                    with suppress(ActionRefused):  # he is no member yet
                        await self._members.queue_pause(str(agent_dial_string(agent)), True)
                        self._there[agent] = True
                yield
        finally:
            self._changed.set()

    async def run(self) -> None:
        """Bring the queue in line with the agents, for ever."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            for agent in [agent for agent, wanted in self._wanted.items() if self._there.get(agent, ...) != wanted]:
                if not await self._follow(agent):
                    self._changed.set()
                    await asyncio.sleep(TRY_AGAIN_S)

    async def _follow(self, agent: str) -> bool:
        async with self._one_hand:
            wanted = self._wanted[agent]
            followed = await self._bring(str(agent_dial_string(agent)), agent, wanted)
            if followed:
                self._there[agent] = wanted
        return followed

    async def _bring(self, interface: str, agent: str, paused: bool | None) -> bool:
        try:
            if paused is None:
                with suppress(ActionRefused):  # it was not there
                    await self._members.queue_remove(interface)
                return True
            if self._there.get(agent) is None:
                with suppress(ActionRefused):  # it is there already, from before a restart
                    await self._members.queue_add(interface, agent)
            await self._members.queue_pause(interface, paused)
        except AsteriskError:
            return False
        return True
