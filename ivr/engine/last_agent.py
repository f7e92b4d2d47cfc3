"""Whom a caller talked with last, asked of the store in time or not at all: nobody waits for it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.store.database import Database
from ivr.store.last_talks import last_agent

REMEMBERED = timedelta(days=30)
ANSWER_S = 0.3
FEWEST_DIGITS = 7  # fewer are an extension that many may ring from

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastAgent:
    """Looks callers up by their numbers."""

    database: Database
    now: Callable[[], datetime]

    async def of(self, number: str | None, queue: str) -> str | None:
        """The agent this number talked with last in the queue, None when nobody knows."""
        if number is None or sum(sign.isdigit() for sign in number) < FEWEST_DIGITS:
            return None
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._look, number, queue), ANSWER_S)
        except Exception:
            log.exception("whom %s talked with last could not be looked up", number)
            return None

    def _look(self, number: str, queue: str) -> str | None:
        with self.database.read() as connection:
            return last_agent(connection, number, queue, self.now() - REMEMBERED)
