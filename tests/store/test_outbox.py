"""What is claimed is one claimant's, until it is over or he was silent for too long."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.store import webhook_deliveries
from ivr.store.database import Database
from ivr.store.outbox import OutboxState
from ivr.store.webhook_deliveries import LEASE, OUTBOX, Message

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def waiting(database: Database) -> None:
    with database.write() as connection:
        webhook_deliveries.queue(connection, Message("m1", "hook", "raised", "{}", NOON, NOON))


def test_what_one_claimed_is_nobody_elses_until_the_lease_is_over(database: Database) -> None:
    with database.write() as connection:
        assert OUTBOX.claim(connection, NOON).tries == 1
        assert OUTBOX.claim(connection, NOON + LEASE - timedelta(seconds=1)) is None
        assert OUTBOX.claim(connection, NOON + LEASE).tries == 2


def test_who_was_silent_too_long_can_write_nothing_any_more(database: Database) -> None:
    with database.write() as connection:
        slow = OUTBOX.claim(connection, NOON)
        OUTBOX.claim(connection, NOON + LEASE)
        assert not OUTBOX.close(connection, slow, OutboxState.SENT, "", NOON)
        assert not OUTBOX.put_back(connection, slow, NOON, "later")
