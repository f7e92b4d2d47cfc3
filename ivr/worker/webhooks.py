"""Messages to webhooks are sent: each is claimed first, tried again with longer rests, and kept as a log."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from ivr.messaging.email import Delivery, Verdict
from ivr.messaging.webhook import Parcel, Reach, post
from ivr.store import webhook_deliveries, webhooks
from ivr.store.database import Database
from ivr.store.outbox import OutboxState
from ivr.store.webhook_deliveries import Message

FIRST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(hours=1)
MOST_TRIES = 12  # with those rests: five hours
KEPT = timedelta(days=60)
ENDS = {
    Verdict.SENT: OutboxState.SENT,
    Verdict.NEVER: OutboxState.FAILED,
    Verdict.LATER: OutboxState.GIVEN_UP,
}

log = logging.getLogger(__name__)


class Courier:
    """Sends what is due, on a thread of its own: a receiver may take its time, the worker's round may not."""

    def __init__(self, database: Database, reach: Reach, now: Callable[[], datetime]) -> None:
        self._database, self._reach, self._now = database, reach, now
        self._thread: threading.Thread | None = None

    def round(self) -> None:
        """Begin to send, when something is due and nobody sends."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._database.read() as connection:
            if not webhook_deliveries.any_due(connection, self._now()):
                return
        self._thread = threading.Thread(target=self._send_all, name="webhooks", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until what is being sent is sent."""
        if self._thread is not None:
            self._thread.join()

    def _send_all(self) -> None:
        try:
            with self._database.write() as connection:
                webhook_deliveries.forget(connection, self._now() - KEPT)
            while self._send_one():
                pass
        except Exception:
            log.exception("webhooks could not be looked after; the next round tries again")

    def _send_one(self) -> bool:
        now = self._now()
        with self._database.write() as connection:
            message = webhook_deliveries.claim(connection, now)
            hook = webhooks.of(connection, message.webhook) if message else None
            secret = webhooks.secret_of(connection, message.webhook) if message else None
        if message is None:
            return False
        if hook is None or secret is None or not hook.active:
            found = Delivery(Verdict.NEVER, "the webhook is out of use")
        else:
            found = post(Parcel(message.id, hook.url, message.body.encode(), now), secret, self._reach)
        self._write(message, found)
        return True

    def _write(self, message: Message, found: Delivery) -> None:
        now = self._now()
        with self._database.write() as connection:
            if found.verdict is Verdict.LATER and message.tries < MOST_TRIES:
                webhook_deliveries.put_back(connection, message, now + rest_after(message.tries), found.said)
            else:
                webhook_deliveries.close(connection, message, ENDS[found.verdict], found.said, now)
        if found.verdict is not Verdict.SENT:
            log.warning("webhook %s, message %s, try %d: %s", message.webhook, message.id, message.tries, found.said)


def rest_after(tries: int) -> timedelta:
    """How long to rest after so many tries: twice as long each time, at most an hour."""
    return min(FIRST_REST * (1 << min(tries - 1, 20)), LONGEST_REST)
