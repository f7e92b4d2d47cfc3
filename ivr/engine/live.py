"""The live tables, written while calls go on: only what changed, a few times a second, never read back."""

import asyncio
import logging
from collections.abc import Callable

from ivr.calls.events import Event
from ivr.reports.live_rows import LiveChanges
from ivr.reports.live_view import LiveView
from ivr.store import live
from ivr.store.database import Database

REST_S = 0.25

log = logging.getLogger(__name__)


class Live:
    """Hears every event on the loop and has what changed written on a thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.view = LiveView()
        self._changed = asyncio.Event()

    def beside(self, record: Callable[[Event], None]) -> Callable[[Event], None]:
        """A pen that records as before and tells this view too."""

        def write(event: Event) -> None:
            record(event)
            self.hear(event)

        return write

    def hear(self, event: Event) -> None:
        """Take in an event; whatever is wrong here harms no call."""
        try:
            if self.view.receive(event):
                self._changed.set()
        except Exception:
            log.exception("the view of what is the case missed an event")

    def broken_off(self, channel: str) -> None:
        """Hear that the conversation on a channel broke off."""
        self.view.broken_off(channel)
        self._changed.set()

    async def run(self) -> None:
        """Write what changed, for ever; who could not write begins anew with everything."""
        anew = True
        while True:
            changes = self.view.everything() if anew else self.view.changes()
            try:
                await asyncio.to_thread(self._write, changes, anew)
                anew = False
            except Exception as error:
                if not anew:
                    log.error("the live tables cannot be written: %s", error)  # noqa: TRY400 - said once, no trace
                anew = True
                self._changed.set()
            await asyncio.sleep(REST_S)
            await self._changed.wait()
            self._changed.clear()

    def _write(self, changes: LiveChanges, anew: bool) -> None:
        with self._database.write() as connection:
            if anew:
                live.clear(connection)
            if changes:
                live.apply(connection, changes)
