"""Closing time: the queues that wish it send on who still waits, once, when opening hours end."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from ivr.engine.queue_terms import QueueTerms

LOOK_S = 1.0


class ClosingTime:
    """Watches opening hours; `send_on` sends everybody on who waits in a queue."""

    def __init__(self, terms: QueueTerms, now: Callable[[], datetime], send_on: Callable[[str], None]) -> None:
        self._terms, self._now, self._send_on = terms, now, send_on
        self._was_open = terms.is_open(now())

    async def run(self) -> None:
        """Look each second, for ever."""
        while True:
            self.look()
            await asyncio.sleep(LOOK_S)

    def look(self) -> None:
        """Send on who waits, if hours ended since the last look."""
        is_open = self._terms.is_open(self._now())
        if self._was_open and not is_open:
            for queue in self._terms.sent_home():
                self._send_on(queue)
        self._was_open = is_open
