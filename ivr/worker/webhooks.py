"""Messages to webhooks are sent, with the secret of each."""

from collections.abc import Callable
from datetime import datetime, timedelta

from ivr.messaging.email import Delivery, Verdict
from ivr.messaging.webhook import Parcel, Reach, post
from ivr.store import webhook_deliveries, webhooks
from ivr.store.database import Database
from ivr.store.webhook_deliveries import Message
from ivr.worker.outgoing import Outgoing, Persistence


class Courier(Outgoing[Message]):
    """Tells webhooks: twelve tries are five hours."""

    outbox = webhook_deliveries.OUTBOX
    persistence = Persistence(timedelta(seconds=10), timedelta(hours=1), most_tries=12, kept=timedelta(days=60))

    def __init__(self, database: Database, reach: Reach, now: Callable[[], datetime]) -> None:
        super().__init__(database, now)
        self._reach = reach

    def deliver(self, one: Message) -> Delivery:
        """Send a message, unless its webhook was taken out of use meanwhile."""
        with self._database.read() as connection:
            hook, secret = webhooks.of(connection, one.webhook), webhooks.secret_of(connection, one.webhook)
        if hook is None or secret is None or not hook.active:
            return Delivery(Verdict.NEVER, "the webhook is out of use")
        return post(Parcel(one.id, hook.url, one.body.encode(), self._now()), secret, self._reach)
