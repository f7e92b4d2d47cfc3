"""The transfer key of an agent's phone: his caller goes on to a number, in the same call, and is never lost by it.

Asterisk takes the caller out of the conversation with us and sends him in again by a door of its own (context
`transferred`); what was written of the call says where it stands, so it may be another engine that meets him.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from ivr.calls.standing import Standing

COMES_S = 0.25  # Asterisk sends him in at once, some ms later; until then his leaving looks like a hang-up

Standings = Callable[[str], Awaitable[Standing | None]]


@dataclass(frozen=True, slots=True)
class Way:
    """Out of one conversation and into the next."""

    left: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A channel somebody of ours walks with: of which call, and what was dialled on it."""

    call_id: str
    dialled: str


@dataclass(slots=True)
class Transfers:
    """Those who are on their way from one conversation to the next; `lines` are all open conversations, by channel."""

    standings: Standings
    callable_number: Callable[[str], str | None]  # of a number as it was dialled, in E.164; None: we may not call it
    lines: dict[str, OpenLine] = field(default_factory=dict)
    _ways: dict[str, Way] = field(default_factory=dict)

    async def comes(self, call_id: str) -> bool:
        """Whether the caller who has just left an agent comes in again; who comes still later goes on all the same."""
        way = self._ways.setdefault(call_id, Way())
        way.left.set()
        return await self._seen(call_id, way.arrived)

    async def stood(self, call_id: str | None) -> Standing | None:
        """Where the call stands that comes in now, all of the talk before told; None for one nothing is known of."""
        if call_id is None:
            return None
        way = self._ways.setdefault(call_id, Way())
        way.arrived.set()
        await self._seen(call_id, way.left)  # never where an earlier engine had him
        return await self.standings(call_id)

    async def _seen(self, call_id: str, what: asyncio.Event) -> bool:
        try:
            await asyncio.wait_for(what.wait(), COMES_S)
        except TimeoutError:
            return False
        finally:
            self._ways.pop(call_id, None)
        return True

    def target(self, dialled: str, extensions: Mapping[str, str], entries: Mapping[str, str]) -> str:
        """What a number an agent dialled leads to: agent:, menu: or number: and an id, or none."""
        if dialled in extensions:
            return f"agent:{extensions[dialled]}"
        outside = None if dialled in entries else self.callable_number(dialled)
        return f"number:{outside}" if outside else entries.get(dialled, "none")
