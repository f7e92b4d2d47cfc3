"""Callers whom Asterisk's own queue kept come back to us, in their order, to where each of them stood.

Nobody is fetched for whom an agent's phone rings there: he is looked at again. A call whose conversation broke off
comes back too, but each only once: what broke it off may do so again, and there he is served.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from ivr.asterisk.ami_lists import ChannelSeen
from ivr.calls.events import Event
from ivr.calls.ids import call_of
from ivr.calls.standing import Standing, standing
from ivr.errors import AsteriskError
from ivr.store import call_events
from ivr.store.database import Database

FALLBACK_CONTEXT, BACK_CONTEXT = "fallback", "back"
QUEUE = "Queue"
SETTLE_S = 0.2  # who comes into Asterisk's queue now may be one of many
LOOK_AGAIN_S = 1.0
SEAT_S = 2.0  # somebody who does not come in time keeps nobody behind him waiting
HISTORY_S = 5.0

log = logging.getLogger(__name__)


class Exchange(Protocol):
    """What Asterisk's manager tells of channels, and does to one."""

    async def core_show_channels(self) -> list[ChannelSeen]:
        """Every channel there is."""

    async def redirect(self, channel: str, context: str, exten: str) -> bool:
        """Send a channel elsewhere: whether it was there."""


@dataclass(frozen=True, slots=True)
class Records:
    """What was written of calls: `flush` brings it all into the database, `retell` tells the live view of it again."""

    database: Database
    flush: Callable[[float], object]
    retell: Callable[[Event], None]

    def standings(self, call_ids: Iterable[str]) -> dict[str, Standing]:
        """Where these calls stand, of those that are known."""
        self.flush(HISTORY_S)
        with self.database.read() as connection:
            known = call_events.of_calls(connection, list(call_ids))
        return {call_id: standing(call_id, events) for call_id, events in known.items()}


class TakingBack:
    """Knows who comes back, and fetches them."""

    def __init__(
        self,
        exchange: Exchange,
        resting: Callable[[], AbstractAsyncContextManager[None]],
        records: Records,
        seated: Callable[[str, float], Awaitable[None]],
    ) -> None:
        self._exchange, self._resting, self._records, self._seated = exchange, resting, records, seated
        self._wanted = asyncio.Event()
        self._fetched: set[str] = set()  # uniqueids of channels
        self._expected: dict[str, Standing] = {}

    def look(self) -> None:
        """Somebody may be in Asterisk's queue."""
        self._wanted.set()

    def expected(self, call_id: str | None) -> Standing | None:
        """Where the call stood that comes through the door now; None for one of which nothing is known."""
        stands = self._expected.pop(call_id, None) if call_id else None
        for event in (stands.started, stands.queued) if stands else ():
            if event is not None:
                self._records.retell(event)
        return stands

    async def standing(self, call_id: str) -> Standing | None:
        """Where any call stands, None for one of which nothing is known."""
        return (await asyncio.to_thread(self._records.standings, [call_id])).get(call_id)

    async def run(self) -> None:
        """Fetch whoever is there when somebody may be, for ever."""
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            await asyncio.sleep(SETTLE_S)
            try:
                if await self._round():
                    await asyncio.sleep(LOOK_AGAIN_S)
                    self.look()
            except AsteriskError as error:  # the manager's return makes us look again
                log.warning("callers in Asterisk's queue could not be taken back: %s", error)

    async def _round(self) -> bool:
        """Fetch those who only wait: whether others are being rung for."""
        channels = await self._exchange.core_show_channels()
        self._fetched &= {channel.uniqueid for channel in channels}
        if not self._waiting(channels):
            return False
        async with self._resting():
            channels = await self._exchange.core_show_channels()
            waiting = self._waiting(channels)
            rung = _accompanied(channels)
            free = [channel for channel in waiting if channel.linkedid not in rung]
            await self._fetch(free)
        return len(free) < len(waiting)

    def _waiting(self, channels: list[ChannelSeen]) -> list[ChannelSeen]:
        return [
            channel
            for channel in channels
            if (channel.context, channel.application) == (FALLBACK_CONTEXT, QUEUE)
            and not channel.bridge
            and channel.uniqueid not in self._fetched
        ]

    async def _fetch(self, channels: list[ChannelSeen]) -> None:
        calls = {channel.uniqueid: call_of(channel.account) or "" for channel in channels}
        known = await asyncio.to_thread(self._records.standings, [call for call in calls.values() if call])
        stands = {channel.uniqueid: known.get(calls[channel.uniqueid], Standing("")) for channel in channels}
        for channel in sorted(channels, key=lambda one: stands[one.uniqueid].order):
            await self._fetch_one(channel, stands[channel.uniqueid])

    async def _fetch_one(self, channel: ChannelSeen, stands: Standing) -> None:
        self._fetched.add(channel.uniqueid)
        if stands.started is not None:
            self._expected[stands.call_id] = stands
        if not await self._exchange.redirect(channel.channel, BACK_CONTEXT, "s"):
            self._expected.pop(stands.call_id, None)  # he hung up
        elif stands.queued is not None:
            await self._seated(stands.call_id, SEAT_S)


def _accompanied(channels: Iterable[ChannelSeen]) -> set[str]:
    """Linked ids of calls of more than one channel: a phone rings for them."""
    return {linkedid for linkedid, legs in Counter(channel.linkedid for channel in channels).items() if legs > 1}
