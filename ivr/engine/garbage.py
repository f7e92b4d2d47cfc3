"""Objects that only hold each other: looked for in pieces too small for a caller to notice, in all of them seldom.

Python by itself looks when so many were made, on whichever thread, and keeps all threads waiting meanwhile: with 150
callers on the line for ten milliseconds and more.
"""

import asyncio
import gc
from collections.abc import Callable

LOOK_S = 0.25
QUIET_LOOKS = 1200  # so many after the last whole look comes the next, once nobody is on the line
BUSY_LOOKS = 14_400  # and now whoever is


class Garbage:
    """Looks for what nothing reaches any more; `is_quiet`: nobody is on the line."""

    def __init__(self, is_quiet: Callable[[], bool]) -> None:
        self._is_quiet = is_quiet
        self._looks = 0  # since the last at everything

    async def run(self) -> None:
        """Look four times a second, for ever; what was there at the start stays."""
        gc.collect()
        gc.freeze()
        gc.disable()
        try:
            while True:
                await asyncio.sleep(LOOK_S)
                self.look()
        finally:
            gc.enable()
            gc.unfreeze()

    def look(self) -> None:
        """Look at what is new, or, when it is time, at everything."""
        self._looks += 1
        if self._looks >= (QUIET_LOOKS if self._is_quiet() else BUSY_LOOKS):
            self._looks = 0
            gc.collect()
        else:
            gc.collect(0)
