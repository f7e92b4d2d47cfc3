"""What the router has learned outlives the engine: written to the store while calls go on, taken up at the start."""

import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from ivr.errors import Misuse
from ivr.routing.acd import Acd
from ivr.store import routing_state
from ivr.store.database import Database

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

    def keep(self, learned: str) -> None:
        """Write what was learned, as JSON text, unless it is kept already; a refusal of the database harms no call."""
        if learned == self._kept:
            return
        try:
            with self._database.write() as connection:
                routing_state.save(connection, learned, self._now())
            self._kept = learned
        except Exception as error:
            log.error("what was learned of waiting cannot be kept: %s", error)  # noqa: TRY400 - said, tried again

    async def outlive(self, part: Callable[[], Awaitable[object]]) -> None:
        """Run a part of the engine, and when it ends write what the router knows."""
        try:
            await part()
        finally:
            self.keep_last()

    def keep_last(self) -> None:
        """Write what the router knows now."""
        self.keep(json.dumps(self._acd.learned(), separators=(",", ":")))
