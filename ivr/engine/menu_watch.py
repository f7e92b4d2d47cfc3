"""Menus, numbers and hours may change while calls go on: new calls get the new ones, calls under way keep theirs."""

import asyncio
import logging
from collections.abc import Callable

from ivr.engine.door import Centre, Door
from ivr.engine.doorbell import Bell

log = logging.getLogger(__name__)


class MenuWatch:
    """Reads the centre anew whenever the doorbell rings."""

    def __init__(self, door: Door, read: Callable[[], Centre]) -> None:
        self._door, self._read = door, read

    async def run(self, bell: Bell) -> None:
        """Keep the door's centre that of the store, for ever; one that cannot be read leaves the old one in force."""
        while True:
            if await bell.wait():
                try:
                    self._door.use(await asyncio.to_thread(self._read))
                except Exception:
                    log.exception("the centre in the database cannot be used: calls go on with the one before")
