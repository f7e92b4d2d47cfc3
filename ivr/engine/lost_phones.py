"""Phones that vanish while they ring: nobody waits for them any longer than it takes to be sure."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from ivr.asterisk.ami_lists import ChannelSeen
from ivr.errors import AsteriskError

SURE_S = 0.3  # a phone that registers from another address takes the old one back first
SUBSCRIBER_ABSENT = 20  # Q.850: Dial takes it for a phone that cannot be reached

log = logging.getLogger(__name__)


class Exchange(Protocol):
    """What Asterisk's manager knows of phones and channels, and does to one."""

    async def is_registered(self, phone: str) -> bool:
        """Whether a phone has an address."""

    async def core_show_channels(self) -> list[ChannelSeen]:
        """Every channel there is."""

    async def hang_up(self, channel: str, cause: int) -> bool:
        """End a channel."""


class LostPhones:
    """Ends the ringing of phones that are gone, so that their callers are offered to somebody else at once."""

    def __init__(self, exchange: Exchange, is_ringing: Callable[[str], bool]) -> None:
        self._exchange, self._is_ringing = exchange, is_ringing
        self._looking: dict[str, asyncio.Task[None]] = {}

    def lost(self, phone: str) -> None:
        """Hear that an address of a phone is gone; only one that rings matters."""
        if self._is_ringing(phone) and phone not in self._looking:
            task = asyncio.get_running_loop().create_task(self._look(phone))
            self._looking[phone] = task
            task.add_done_callback(lambda _task: self._looking.pop(phone, None))

    async def _look(self, phone: str) -> None:
        await asyncio.sleep(SURE_S)
        try:
            if self._is_ringing(phone) and not await self._exchange.is_registered(phone):
                for seen in await self._exchange.core_show_channels():
                    if seen.channel.rpartition("-")[0] == f"PJSIP/{phone}" and seen.state != "Up":
                        await self._exchange.hang_up(seen.channel, SUBSCRIBER_ABSENT)
        except AsteriskError as error:
            log.warning("whether %s is gone could not be found out, it rings on: %s", phone, error)
