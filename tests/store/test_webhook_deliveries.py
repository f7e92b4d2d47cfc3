"""A message is one sender's alone until its lease is over."""

from datetime import UTC, datetime, timedelta

from ivr.store import webhook_deliveries as deliveries
from ivr.store.database import Database
from ivr.store.outbox import OutboxState
from ivr.store.webhook_deliveries import LEASE, OUTBOX, Message

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HELLO = Message("m1", "pager", "alert.test", "{}", NOON, NOON)


def test_what_is_claimed_is_nobody_elses_until_the_lease_is_over(database: Database) -> None:
    with database.write() as connection:
        deliveries.queue(connection, HELLO)
        assert OUTBOX.any_due(connection, NOON)
        claimed = OUTBOX.claim(connection, NOON)
        assert (claimed.tries, OUTBOX.claim(connection, NOON)) == (1, None)
        again = OUTBOX.claim(connection, NOON + LEASE)
        OUTBOX.close(connection, claimed, OutboxState.SENT, "200", NOON)  # not his any more
        assert OUTBOX.of(connection, "m1").state is OutboxState.SENDING
        OUTBOX.put_back(connection, again, NOON + timedelta(hours=1), "503")
        assert not OUTBOX.any_due(connection, NOON)
        assert (OUTBOX.of(connection, "m1").said, OUTBOX.of(connection, "m1").tries) == ("503", 2)


def test_the_same_is_sent_again_as_a_message_of_its_own(database: Database) -> None:
    with database.write() as connection:
        deliveries.queue(connection, HELLO)
        made = deliveries.again(connection, "m1", NOON + timedelta(minutes=1))
        assert deliveries.again(connection, "m2", NOON) is None
        found = deliveries.latest(connection, "pager")
        assert ([one.id for one in found], made.body) == ([made.id, "m1"], "{}")


def test_old_messages_are_forgotten(database: Database) -> None:
    with database.write() as connection:
        deliveries.queue(connection, HELLO)
        OUTBOX.close(connection, OUTBOX.claim(connection, NOON), OutboxState.SENT, "200", NOON)
        OUTBOX.forget(connection, NOON + timedelta(days=1))
        assert deliveries.latest(connection, "pager") == ()
