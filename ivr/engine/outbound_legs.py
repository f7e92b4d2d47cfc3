"""The legs we place: each asked of Asterisk once, within the trunk's pace, and told how it ended when nobody took it.

The id of a leg is committed by its owner before it is placed here; it is Asterisk's channel id, so that what is left of
a dead engine's legs is found again, and none is ever placed twice.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.originate import Originate, originate_end
from ivr.calls.disposition import Disposition
from ivr.errors import ActionRefused, AsteriskError
from ivr.outbound.destination import dial_string
from ivr.outbound.pacing import Pace, may_place

CAUSE_S = 0.3  # Asterisk answers the originate first and names the cause a moment later
CARRIER = "carrier"
RING_S = 30
REMEMBERED = 100  # beginnings of calls

Ended = Callable[[Disposition], Awaitable[None]]
EndLost = Callable[[set[str]], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trunk:
    """The way out: ISO regions it may reach, what it bears, the number it shows, how long it rings."""

    regions: tuple[str, ...]
    pace: Pace
    caller_id: str
    ring_s: int = RING_S


@dataclass(frozen=True, slots=True)
class Placed:
    """A call to be placed: its leg's id, the number (E.164), variables for the dialplan, its own time to ring."""

    leg_id: str
    number: str
    variables: Mapping[str, str] = field(default_factory=dict)
    ring_s: int | None = None


class OutboundLegs:
    """Every call we placed that is not over; `stocktaking` is held while nothing may be begun."""

    def __init__(self, trunk: Trunk | None, originate: Callable[[Originate], Awaitable[None]]) -> None:
        self.trunk = trunk
        self.stocktaking = asyncio.Lock()  # no attempt is begun while those of a dead engine are looked for
        self._originate = originate
        self._under_way: dict[str, Ended] = {}
        self._owners: list[EndLost] = []
        self._begun: deque[float] = deque(maxlen=REMEMBERED)
        self._hangups: dict[str, Hangup] = {}
        self._asked: set[str] = set()  # leg ids given to Asterisk over the connection there is
        self._doubtful: set[str] = set()  # given to it over an earlier one: their end may have gone unheard
        self._strangers: set[str] = set()  # channels an earlier engine left: some may be its attempts
        self._tasks: set[asyncio.Task[None]] = set()

    def own(self, end_lost: EndLost) -> None:
        """From here on ask this one to end its attempts whose leg is not among the living."""
        self._owners.append(end_lost)

    def free(self, for_callback: bool = False) -> int:
        """How many calls may be placed now."""
        if self.trunk is None:
            return 0
        ago_s = [time.monotonic() - begun for begun in self._begun]
        return may_place(self.trunk.pace, len(self._under_way), ago_s, for_callback)

    def adopt(self, leg_id: str, ended: Ended) -> None:
        """Know of a leg that is under way, and whom to tell of its end."""
        self._under_way.setdefault(leg_id, ended)

    def over(self, leg_id: str) -> None:
        """Know that a leg is over."""
        self._under_way.pop(leg_id, None)
        self._hangups.pop(leg_id, None)
        self._asked.discard(leg_id)

    async def place(self, call: Placed) -> None:
        """Ask Asterisk for a call already adopted; its owner is told when that failed."""
        if self.trunk is None:
            return
        trunk, ended = self.trunk, self._under_way[call.leg_id]
        target = dial_string(call.number, CARRIER, trunk.regions)
        ring_s = call.ring_s or trunk.ring_s
        self._asked.add(call.leg_id)
        self._begun.append(time.monotonic())
        wish = Originate(str(target), call.leg_id, "outbound", "answered", trunk.caller_id, ring_s, call.variables)
        try:
            await self._originate(wish)
        except ActionRefused as error:
            log.warning("call %s could not be placed: %s", call.leg_id, error)
            await ended(Disposition.FAILED)
        except AsteriskError as error:  # it may ring all the same: `take_up` will see
            log.warning("whether call %s rings is not known: %s", call.leg_id, error)

    def responded(self, response: OriginateResponse) -> None:
        """Hear whether an originated call was answered; answered ones come through the door by themselves."""
        if response.action_id in self._under_way and not response.succeeded:
            self._soon(self._unanswered(response))

    def hung_up(self, hangup: Hangup) -> None:
        """Hear of a channel's end: its cause says more than the originate's answer."""
        if hangup.uniqueid in self._under_way:
            self._hangups[hangup.uniqueid] = hangup
        elif hangup.uniqueid in self._strangers:
            self._strangers.discard(hangup.uniqueid)
            self._soon(self._end_lost(set(self._strangers), set()))

    def asterisk_found(self) -> None:
        """Trust nothing asked over an earlier connection."""
        self._doubtful |= self._asked
        self._asked.clear()

    async def take_up(self, living: set[str]) -> None:
        """After a start or a reconnection: end the attempts whose channels are no more; `living` are channel ids."""
        doubtful, self._doubtful = self._doubtful, set()
        self._strangers = living - self._under_way.keys()
        await self._end_lost(living, doubtful)

    async def _end_lost(self, living: set[str], doubtful: set[str]) -> None:
        async with self.stocktaking:
            alive = living | (self._under_way.keys() - doubtful)
            for end_lost in self._owners:
                await end_lost(alive)

    async def _unanswered(self, response: OriginateResponse) -> None:
        await asyncio.sleep(CAUSE_S)
        ended = self._under_way.get(response.action_id)
        outcome = originate_end(response, self._hangups.pop(response.action_id, None))
        if ended is not None:
            await ended(Disposition(outcome.value))

    def _soon(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # a task nobody holds may be collected before it has run
        task.add_done_callback(self._tasks.discard)
