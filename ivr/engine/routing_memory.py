"""What the router has learned outlives the engine: written to the store while calls go on, taken up at the start."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ivr.errors import Misuse
from ivr.routing.acd import Acd
from ivr.store import routing_state
from ivr.store.database import Database

REST_S = 10.0

log = logging.getLogger(__name__)


class RoutingMemory:
    """Keeps what one router has learned."""

    def __init__(self, acd: Acd, database: Database, now: Callable[[], datetime]) -> None:
        self._acd, self._database, self._now = acd, database, now
        self._kept = ""

    def take_up(self) -> None:
        """Let the router know what an earlier one had learned; what cannot be read is learned anew."""
        with self._database.read() as connection:
            learned = routing_state.load(connection)
        if learned is None:
            return
        try:
            self._acd.take_up_learned(learned)
        except Misuse as error:
            log.warning("waiting times are learned anew: %s", error)

    async def run(self) -> None:
        """Write what is new, for ever and at the end; the loop only makes the copy."""
        try:
            while True:
                await asyncio.sleep(REST_S)
                await asyncio.to_thread(self.keep, self._acd.learned())
        finally:
            self.keep(self._acd.learned())

    def keep(self, learned: Mapping[str, Any]) -> None:
        """Write what was learned unless it is kept already; a database that cannot be written harms no call."""
        try:
            self._write(learned)
        except Exception as error:
            log.error("what was learned of waiting cannot be kept: %s", error)  # noqa: TRY400 - said, tried again

    def _write(self, learned: Mapping[str, Any]) -> None:
        text = json.dumps(learned, separators=(",", ":"))
        if text == self._kept:
            return
        with self._database.write() as connection:
            routing_state.save(connection, text, self._now())
        self._kept = text
