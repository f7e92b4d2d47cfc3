"""A caller's place in the waiting room: what the router said, and the knock that ends a hold (docs/asterisk.md)."""

import asyncio
import itertools
import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from ivr.calls.commands import WAKE_KEY
from ivr.errors import AsteriskError
from ivr.routing.promises import Announcement

KNOCK_AGAIN_S = 0.1
OFTEN = 20  # knocks so close to each other; who heard none of them is not helped by more of the same
SELDOM_S = 1.0
SOON_S = 1.0  # an announcement waits so long for a hold that ends by itself


class Knocks(Protocol):
    """Presses a key on a caller's channel, unheard by him."""

    @property
    def is_up(self) -> bool:
        """Whether that can be done at present."""

    async def play_dtmf(self, channel: str, key: str) -> bool:
        """Press the key: whether the channel was there; AsteriskError when that cannot be done."""


class Hears(Enum):
    """What a seated caller is in the middle of, as far as a knock may end it."""

    NOTHING = auto()  # a knock would find nobody
    MUSIC = auto()  # any news ends it
    WORDS = auto()  # an announcement, information, a question: only what takes him from his seat ends it


@dataclass(slots=True)
class Place:
    """What the router said and the caller has not yet met, and what he `hears` meanwhile.

    The flag comes first, the key second: a key alone means nothing, and one that finds nobody holding is lost. A hold
    is made as long as the time to the next announcement (`ends_at`, the loop's seconds), which then needs no knock.
    """

    channel: str
    knocks: Knocks
    agent: str | None = None
    announcement: Announcement | None = None
    callback_offered: bool = False
    overflow: bool = False
    overflow_target: str | None = None
    hears: Hears = Hears.NOTHING
    ends_at: float = math.inf
    _knocking: asyncio.Task[None] | None = field(default=None)

    def assigned(self, agent: str) -> None:
        """Ring this agent next."""
        self.agent = agent
        self._knock()

    def announced(self, announcement: Announcement) -> None:
        """Say this next; a newer announcement replaces one not yet said."""
        self.announcement = announcement
        self._knock_unless_soon()

    def offered_callback(self) -> None:
        """Offer a callback with the next announcement, or now when there is none."""
        self.callback_offered = True
        self._knock_unless_soon()

    def overflowed(self, target: str | None) -> None:
        """Stop waiting, and go there."""
        self.overflow, self.overflow_target = True, target
        self._knock()

    @property
    def is_called(self) -> bool:
        """Whether the caller has to leave his seat: for an agent, or because his longest wait is over."""
        return self.overflow or self.agent is not None

    @property
    def has_words(self) -> bool:
        """Whether there is something to tell him."""
        return self.announcement is not None or self.callback_offered

    @contextmanager
    def hearing(self, what: Hears) -> Iterator[None]:
        """Meanwhile he can be knocked for what may end it."""
        self.hears = what
        try:
            yield
        finally:
            self.hears, self.ends_at = Hears.NOTHING, math.inf

    def _knock_unless_soon(self) -> None:
        if self.ends_at - asyncio.get_running_loop().time() > SOON_S:
            self._knock()

    def _knock(self) -> None:
        if self._may_knock and (self._knocking is None or self._knocking.done()):
            self._knocking = asyncio.get_running_loop().create_task(self._knock_until_open())

    @property
    def _may_knock(self) -> bool:
        if self.hears is Hears.MUSIC:
            return self.is_called or self.has_words
        return self.hears is Hears.WORDS and self.is_called

    async def _knock_until_open(self) -> None:
        for number in itertools.count():
            if not self._may_knock:  # he may hold again already, having met the news
                return
            with suppress(AsteriskError):  # the manager may be back before this hold ends
                await self.knocks.play_dtmf(self.channel, WAKE_KEY)
            await asyncio.sleep(KNOCK_AGAIN_S if number < OFTEN else SELDOM_S)
