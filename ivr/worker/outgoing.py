"""What waits in an outbox is sent: each is claimed first, so that two workers never send the same.

A worker killed while it sent leaves its claim behind; when that is over it goes again, under the same id.
"""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic

from ivr.messaging.email import Delivery, Verdict
from ivr.store.database import Database
from ivr.store.outbox import One, Outbox, OutboxState

ENDS = {Verdict.SENT: OutboxState.SENT, Verdict.NEVER: OutboxState.FAILED, Verdict.LATER: OutboxState.GIVEN_UP}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Persistence:
    """How often what is not taken is tried, with which rests, and how long the log of it is kept."""

    first_rest: timedelta
    longest_rest: timedelta
    most_tries: int
    kept: timedelta

    def rest_after(self, tries: int) -> timedelta:
        """How long to rest after so many tries: twice as long each time, up to the longest."""
        return min(self.first_rest * (1 << min(tries - 1, 20)), self.longest_rest)


class Outgoing(ABC, Generic[One]):
    """Sends what is due, on a thread of its own: the other side may take its time, the worker's round may not."""

    outbox: Outbox[One]
    persistence: Persistence

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._thread: threading.Thread | None = None

    @abstractmethod
    def deliver(self, one: One) -> Delivery:
        """Hand one to the other side: what became of it."""

    def round(self) -> None:
        """Begin to send, when something is due and nobody sends."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._database.read() as connection:
            if not self.outbox.any_due(connection, self._now()):
                return
        self._thread = threading.Thread(target=self._send_all, name=self._name, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until what is being sent is sent."""
        if self._thread is not None:
            self._thread.join()

    @property
    def _name(self) -> str:
        return self.outbox.table.name

    def _send_all(self) -> None:
        try:
            with self._database.write() as connection:
                self.outbox.forget(connection, self._now() - self.persistence.kept)
            while (one := self._claim()) is not None:
                self._write(one, self.deliver(one))
        except Exception:
            log.exception("%s could not be looked after; the next round tries again", self._name)

    def _claim(self) -> One | None:
        with self._database.write() as connection:
            return self.outbox.claim(connection, self._now())

    def _write(self, one: One, found: Delivery) -> None:
        now = self._now()
        with self._database.write() as connection:
            if found.verdict is Verdict.LATER and one.tries < self.persistence.most_tries:
                self.outbox.put_back(connection, one, now + self.persistence.rest_after(one.tries), found.said)
            else:
                self.outbox.close(connection, one, ENDS[found.verdict], found.said, now)
        if found.verdict is not Verdict.SENT:
            log.warning("%s %s, try %d: %s", self._name, one.id, one.tries, found.said)
