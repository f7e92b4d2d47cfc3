"""A caller's place in the waiting room: what the router said, and the knock that ends a hold (docs/asterisk.md)."""

import asyncio
import math
from dataclasses import dataclass, field
from typing import Protocol

from ivr.calls.commands import WAKE_KEY
from ivr.errors import AsteriskError
from ivr.routing.announcements import Announcement

KNOCK_AGAIN_S = 0.1
KNOCKS = 50
SOON_S = 1.0  # an announcement waits so long for a hold that ends by itself


class Knocks(Protocol):
    """Presses a key on a caller's channel, unheard by him."""

    async def play_dtmf(self, channel: str, key: str) -> bool:
        """Press the key: whether the channel was there; AsteriskError when that cannot be done."""


@dataclass(slots=True)
class Place:
    """What the router said and the caller has not yet met; `holding` is true only while a key may end what he hears.

    The flag comes first, the key second: a key alone means nothing, and one that finds nobody holding is lost. A hold
    is made as long as the time to the next announcement (`ends_at`, the loop's seconds), which then needs no knock.
    """

    channel: str
    knocks: Knocks
    agent: str | None = None
    announcement: Announcement | None = None
    overflow: bool = False
    holding: bool = False
    ends_at: float = math.inf
    _knocking: asyncio.Task[None] | None = field(default=None)

    def assigned(self, agent: str) -> None:
        """Ring this agent next."""
        self.agent = agent
        self._knock()

    def announced(self, announcement: Announcement) -> None:
        """Say this next; a newer announcement replaces one not yet said."""
        self.announcement = announcement
        if self.ends_at - asyncio.get_running_loop().time() > SOON_S:
            self._knock()

    def overflowed(self) -> None:
        """Stop waiting."""
        self.overflow = True
        self._knock()

    def _knock(self) -> None:
        if self.holding and (self._knocking is None or self._knocking.done()):
            self._knocking = asyncio.get_running_loop().create_task(self._knock_until_open())

    @property
    def _has_news(self) -> bool:
        return self.overflow or self.agent is not None or self.announcement is not None

    async def _knock_until_open(self) -> None:
        for _ in range(KNOCKS):
            if not (self.holding and self._has_news):  # he may hold again already, having met the news
                return
            try:
                await self.knocks.play_dtmf(self.channel, WAKE_KEY)
            except AsteriskError:
                return  # the caller holds in short slices while Asterisk's manager is away
            await asyncio.sleep(KNOCK_AGAIN_S)
