"""The centre may change while calls go on: what people set up takes effect in the running engine.

New calls get the new menus and hours, calls under way keep theirs; agents, levels and queues' times count at once.
"""

import asyncio
import logging
from collections.abc import Callable

from ivr.engine.doorbell import Bell

LOOK_S = 5.0  # without a ring: one may have been forgotten

log = logging.getLogger(__name__)


class CentreWatch:
    """Reads the centre anew when its number has grown; `known` is the number of the centre in force."""

    def __init__(self, known: int, version: Callable[[], int], take_over: Callable[[], Callable[[], None]]) -> None:
        self._known, self._version, self._take_over = known, version, take_over

    async def run(self, bell: Bell) -> None:
        """Keep the centre in force that of the store, for ever; one that cannot be used leaves the old one."""
        while True:
            await bell.wait(LOOK_S)
            try:
                version = await asyncio.to_thread(self._version)
            except Exception:
                log.exception("the centre's version cannot be read")
                continue
            if version != self._known:
                self._known = version
                await self._renew()

    async def _renew(self) -> None:
        try:
            put_in_force = await asyncio.to_thread(self._take_over)
            put_in_force()
        except Exception:
            log.exception("the centre in the database cannot be used: calls go on with the one before")
