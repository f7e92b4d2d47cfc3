"""Questions of what would be otherwise: one after the other is given to a process of its own, nicer than all else."""

import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from ivr.store import what_ifs
from ivr.store.database import Database
from ivr.store.what_ifs import MOST_TRIES, WhatIfOutcome

KEPT = timedelta(days=90)
UNABLE = "This could not be computed; the worker's log says why."

log = logging.getLogger(__name__)

Start = Callable[[str], "subprocess.Popen[bytes]"]


def start_process(what_if_id: str) -> "subprocess.Popen[bytes]":
    """Begin to answer a question; the process ends by itself when this one is gone."""
    return subprocess.Popen(  # noqa: S603 — our own program, an id of our own
        [sys.executable, "-m", "ivr", "what_if", what_if_id], stdin=subprocess.DEVNULL
    )


class WhatIfDesk:
    """Starts, watches and stops the process that answers; a question whose process was killed is asked again."""

    def __init__(self, database: Database, start: Start = start_process) -> None:
        self._database, self._start = database, start
        self._running: tuple[str, subprocess.Popen[bytes]] | None = None

    def round(self, now: datetime) -> None:
        """Look after the one that runs, or begin with the next."""
        if self._running is not None and not self._is_over(*self._running):
            return
        self._running = None
        with self._database.read() as connection:
            if not what_ifs.any_open(connection):
                return
        with self._database.write() as connection:
            what_ifs.forget(connection, now - KEPT)
            asked = what_ifs.take(connection)
            if asked is not None and asked.tries >= MOST_TRIES:
                log.warning("the question %s was begun %d times in vain", asked.id, asked.tries)
                reason = {"sentence": UNABLE, "values": {}}
                what_ifs.close(connection, asked.id, WhatIfOutcome.REFUSED, reason=reason)
                asked = None
        if asked is not None:
            self._running = asked.id, self._start(asked.id)

    def _is_over(self, what_if_id: str, process: "subprocess.Popen[bytes]") -> bool:
        if process.poll() is not None:
            return True
        with self._database.read() as connection:
            asked = what_ifs.of(connection, what_if_id)
        if asked is None or not asked.is_open:
            process.kill()  # it was stopped: what it computes nobody reads
            process.wait()
            return True
        return False
