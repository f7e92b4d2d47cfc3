"""An agent's phone connects two calls of its own (an attended transfer): whoever was in each talks with the other now.

Where nobody had taken the second call yet, Asterisk has put the caller into what waited or rang there. He is taken out
of it and goes on as if the agent had dialled that number after his transfer key, so that no caller is lost there.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Protocol

from ivr.asterisk.ami_events import AttendedTransfer
from ivr.asterisk.caller_line import TRANSFERRED
from ivr.engine.answers import Answers, Connected
from ivr.engine.history import Now
from ivr.engine.transfers import Transfers
from ivr.errors import AsteriskError

SETTLE_S = 0.1  # Asterisk reports it some ms before the caller's channel stands in its new place

log = logging.getLogger(__name__)


class Exchange(Protocol):
    """What Asterisk's manager does to a channel."""

    async def name_call(self, channel: str, call_id: str) -> bool:
        """Have a channel carry the id of its own call again: whether it was there."""

    async def redirect(self, channel: str, context: str, exten: str) -> bool:
        """Send a channel elsewhere: whether it was there."""


@dataclass(slots=True)
class Connecting:
    """Hears of every attended transfer."""

    exchange: Exchange
    answers: Answers
    transfers: Transfers
    now: Now
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def heard(self, event: AttendedTransfer) -> None:
        """Let the callers concerned go on with each other, or with what rang."""
        placed = [self.transfers.lines[phone] for phone in event.phones if phone in self.transfers.lines]
        dialled, at = placed[0].dialled if placed else "", self.now()
        if event.target:
            for one, other in ((event.transferee, event.target), (event.target, event.transferee)):
                self.answers.connected(one, Connected(at, other, dialled))
        elif dialled and (first := self.transfers.lines.get(event.transferee)):
            task = asyncio.get_running_loop().create_task(self._send_on(event.transferee, first.call_id, dialled))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _send_on(self, channel: str, call_id: str, dialled: str) -> None:
        await asyncio.sleep(SETTLE_S)
        try:
            if await self.exchange.name_call(channel, call_id):
                await self.exchange.redirect(channel, TRANSFERRED, dialled)
        except AsteriskError as error:
            log.warning("a caller sent on to %s before it answered stays where Asterisk put him: %s", dialled, error)
