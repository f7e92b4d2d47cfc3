"""The transfer key of an agent's phone: his caller goes on to a number, in the same call, and is never lost by it.

Asterisk takes the caller out of the conversation with us and sends him in again by a door of its own (context
`transferred`); what was written of the call says where it stands, so it may be another engine that meets him.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from ivr.calls.standing import Standing

COMES_S = 0.25  # Asterisk sends him in at once, some ms later; until then his leaving looks like a hang-up
FORGOTTEN_S = 5.0
TRANSFERRED = "transferred"  # the door

Standings = Callable[[str], Awaitable[Standing | None]]


@dataclass(slots=True)
class Transfers:
    """Those who are on their way from one conversation to the next."""

    standings: Standings
    callable_number: Callable[[str], str | None]  # of a number as it was dialled, in E.164; None: we may not call it
    _on_the_way: dict[str, asyncio.Future[None]] = field(default_factory=dict)

    async def comes(self, call_id: str) -> bool:
        """Whether the caller who has just left an agent comes in again; who comes still later goes on all the same."""
        try:
            await asyncio.wait_for(self._arrival(call_id), COMES_S)
        except TimeoutError:
            return False
        finally:
            self._on_the_way.pop(call_id, None)
        return True

    async def stood(self, call_id: str | None) -> Standing | None:
        """Where the call stands that comes in now; None for one of which nothing is known."""
        if call_id is None:
            return None
        if not (arrival := self._arrival(call_id)).done():
            arrival.set_result(None)
        asyncio.get_running_loop().call_later(
            FORGOTTEN_S, self._on_the_way.pop, call_id, None
        )  # an earlier engine had him
        return await self.standings(call_id)

    def _arrival(self, call_id: str) -> asyncio.Future[None]:
        return self._on_the_way.setdefault(call_id, asyncio.get_running_loop().create_future())

    def target(self, dialled: str, extensions: Mapping[str, str], entries: Mapping[str, str]) -> str:
        """What a number an agent dialled leads to: agent:, menu: or number: and an id, or none."""
        if dialled in extensions:
            return f"agent:{extensions[dialled]}"
        outside = None if dialled in entries else self.callable_number(dialled)
        return f"number:{outside}" if outside else entries.get(dialled, "none")
