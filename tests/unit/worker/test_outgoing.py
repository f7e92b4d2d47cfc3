"""What waits in an outbox is sent on a thread of its own, once, and tried again with longer rests."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ivr.messaging.email import Delivery, Verdict
from ivr.store import webhook_deliveries
from ivr.store.database import Database
from ivr.store.outbox import OutboxState
from ivr.store.webhook_deliveries import Message
from ivr.worker.outgoing import Outgoing, Persistence

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RULES = Persistence(timedelta(minutes=1), timedelta(hours=4), most_tries=2, kept=timedelta(days=60))


class Told(Outgoing[Message]):
    """Answers as it is told to."""

    outbox, persistence = webhook_deliveries.OUTBOX, RULES

    def __init__(self, database: Database, answer: Callable[[], Delivery]) -> None:
        super().__init__(database, lambda: self.at)
        self.at, self.ids, self._answer = NOON, [], answer

    def deliver(self, one: Message) -> Delivery:
        self.ids.append(one.id)
        return self._answer()

    def send(self) -> None:
        self.round()
        self.wait()


@pytest.fixture(autouse=True)
def queued(database: Database) -> None:
    with database.write() as connection:
        for name in ("a", "b"):
            webhook_deliveries.queue(connection, Message(name, "hook", "alert.test", "{}", NOON, NOON))


def state(database: Database, name: str) -> OutboxState:
    with database.read() as connection:
        return webhook_deliveries.of(connection, name).state


def test_all_that_is_due_is_sent_once(database: Database) -> None:
    told = Told(database, lambda: Delivery(Verdict.SENT))
    told.send()
    told.send()
    assert told.ids == ["a", "b"]


def test_nothing_is_begun_while_something_is_being_sent(database: Database) -> None:
    taken = threading.Event()
    told = Told(database, lambda: Delivery(Verdict.SENT if taken.wait(5) else Verdict.LATER))
    told.round()
    told.round()
    taken.set()
    told.wait()
    assert told.ids == ["a", "b"]


def test_what_is_not_taken_is_given_up_after_the_last_try(database: Database) -> None:
    told = Told(database, lambda: Delivery(Verdict.LATER, "come again"))
    told.send()
    assert state(database, "a") is OutboxState.QUEUED
    told.at += RULES.rest_after(1)
    told.send()
    assert state(database, "a") is OutboxState.GIVEN_UP


def test_a_fault_of_ours_leaves_the_rest_for_the_next_round(database: Database, caplog) -> None:
    answers = iter([1, 0, 1])
    told = Told(database, lambda: Delivery(Verdict.SENT, str(1 / next(answers))))
    told.send()
    assert "could not be looked after" in caplog.text
    told.at += webhook_deliveries.LEASE
    told.send()
    assert told.ids == ["a", "b", "b"]


def test_the_log_is_forgotten_in_the_end(database: Database) -> None:
    told = Told(database, lambda: Delivery(Verdict.SENT))
    told.send()
    told.at += RULES.kept + timedelta(seconds=1)
    with database.write() as connection:
        webhook_deliveries.queue(connection, Message("c", "hook", "alert.test", "{}", told.at, told.at))
    told.send()
    with database.read() as connection:
        assert [one.id for one in webhook_deliveries.latest(connection, "hook")] == ["c"]


def test_rests_double_up_to_the_longest() -> None:
    assert [RULES.rest_after(tries) for tries in (1, 2, 3)] == [timedelta(minutes=at) for at in (1, 2, 4)]
    assert RULES.rest_after(99) == RULES.longest_rest
