"""The reminders in the database: each is begun by one engine, once, and only where and when it may be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, CallStarted, Direction, ReminderResponded
from ivr.calls.ids import uuid7
from ivr.engine.reminder_book import CLAIM, LEASE, ReminderBook
from ivr.outbound.attempts import AttemptRule
from ivr.outbound.reminder import Message
from ivr.store import attempts, call_events, reminders
from ivr.store.database import Database
from ivr.store.reminders import Reminder, ReminderState

ID, OTHER = (uuid7(number, bytes(10)) for number in (1, 2))
RULE = AttemptRule(retries=1, retry_after=timedelta(minutes=15))


@pytest.fixture
def now(office):
    return office.clock.now()


@pytest.fixture
def book(database: Database) -> ReminderBook:
    return ReminderBook(database, RULE, ("HU",))


@pytest.fixture
def due(database: Database, now):
    """Stores a reminder that is due."""

    def store(reminder_id: str = ID, number: str = "+36301234567", **message: str) -> None:
        words = Message("Please bring your card.", **message).to_plain()
        with database.write() as connection:
            reminders.add(connection, Reminder(reminder_id, number, "en", now, now, words))

    return store


def stored(book: ReminderBook, reminder_id: str = ID) -> Reminder:
    with book.database.read() as connection:
        found = reminders.load(connection, reminder_id)
    assert found is not None
    return found


def test_what_is_due_is_begun_and_written_down_before_anybody_dials(book, due, now) -> None:
    due()

    (call,) = book.begin_due(now, 10)

    assert (call.attempt.number, call.attempt.started_at) == (1, now)
    assert call.attempt.leg_id == f"{call.attempt.call_id}-0"
    with book.database.read() as connection:
        assert attempts.left_open(connection) == [call.attempt]
    assert stored(book).lease_until == now + LEASE


def test_no_more_are_begun_than_the_trunk_carries(book, due, now) -> None:
    due()
    due(OTHER)

    assert len(book.begin_due(now, 1)) == 1


def test_two_engines_claims_do_not_ring_twice(book, due, now) -> None:
    due()
    other = ReminderBook(book.database, RULE, ("HU",))

    assert [len(book.begin_due(now, 10)), len(other.begin_due(now, 10))] == [1, 0]


def test_a_claim_that_lasted_into_anothers_attempt_rings_nobody(book, due, now) -> None:
    due()
    with book.database.write() as connection:
        (slow,) = reminders.claim_due(connection, now, 1, now + CLAIM)
    book.begin_due(now + CLAIM + timedelta(seconds=1), 10)

    assert book._begin(replace(slow, attempts_made=0), now + CLAIM + timedelta(seconds=2)) is None


def test_an_attempt_left_open_by_a_dead_engine_is_never_rung_again(book, due, now) -> None:
    due()
    book.begin_due(now, 10)

    assert book.begin_due(now + LEASE + timedelta(days=1), 10) == []


def test_outside_the_window_it_is_put_back_with_the_reason(book, due, now) -> None:
    due(timezone="Pacific/Auckland")  # one in the morning there

    assert book.begin_due(now, 10) == []
    waiting = stored(book)
    assert (waiting.state, waiting.next_attempt_at) == (ReminderState.WAITING, now + timedelta(hours=7))
    assert waiting.reason == "outside the calling window of a zone this number may be in"


@pytest.mark.parametrize("number", ["+12125550123", "+36901234567", "no number at all"])
def test_a_destination_that_is_not_allowed_is_refused_with_the_reason(book, due, now, number: str) -> None:
    due(number=number)
    due(OTHER)

    begun = book.begin_due(now, 10)

    assert [call.reminder.id for call in begun] == [OTHER]
    refused = stored(book)
    assert refused.state is ReminderState.REFUSED
    assert refused.reason


def test_an_answered_call_finds_its_reminder_while_it_is_open(book, due, now) -> None:
    due()
    (call,) = book.begin_due(now, 10)

    found = book.of_call(call.attempt.call_id)
    assert (found.reminder.id, found.attempt) == (ID, call.attempt)
    book.end(call.attempt, Disposition.CONFIRMED, now)
    assert book.of_call(call.attempt.call_id) is None
    assert book.of_call("unknown") is None


def test_busy_is_tried_once_more_and_then_it_is_over(book, due, now) -> None:
    due()
    (first,) = book.begin_due(now, 10)
    later = now + RULE.retry_after

    assert book.end(first.attempt, Disposition.BUSY, now)
    assert (stored(book).state, stored(book).next_attempt_at) == (ReminderState.WAITING, later)
    (second,) = book.begin_due(later, 10)
    book.end(second.attempt, Disposition.BUSY, later)

    assert second.attempt.number == 2
    assert (stored(book).state, stored(book).disposition) == (ReminderState.DONE, Disposition.BUSY)


def test_an_attempt_ends_once(book, due, now) -> None:
    due()
    (call,) = book.begin_due(now, 10)
    book.end(call.attempt, Disposition.CONFIRMED, now)

    assert not book.end(call.attempt, Disposition.BUSY, now)
    assert stored(book).disposition is Disposition.CONFIRMED


def test_the_answer_is_kept_at_once(book, due) -> None:
    due()

    book.respond(ID, "confirmed")

    assert stored(book).response == "confirmed"


def test_a_lost_attempt_nobody_answered_is_no_answer(book, due, now) -> None:
    due()
    (call,) = book.begin_due(now, 10)

    assert book.lost([]) == [(call.attempt, Disposition.NO_ANSWER)]
    assert book.lost([call.attempt.leg_id]) == []


def test_a_lost_attempt_ended_as_asterisks_record_says_once_that_was_read(book, due, now) -> None:
    due()
    (call,) = book.begin_due(now, 10)
    names = {"call_id": call.attempt.call_id, "attempt_id": call.attempt.id, "reminder_id": ID}
    with book.database.write() as connection:
        ended = AttemptEnded(event_id="e1", at=now, witness="cel", disposition=Disposition.BUSY, **names)
        call_events.append(connection, [ended])

    assert book.lost([]) == [(call.attempt, Disposition.BUSY)]


@pytest.mark.parametrize(
    ("response", "disposition"), [(None, Disposition.CUT_SHORT), ("cancelled", Disposition.CANCELLED)]
)
def test_a_lost_attempt_that_was_answered_ended_as_far_as_it_is_known(book, due, now, response, disposition) -> None:
    due()
    (call,) = book.begin_due(now, 10)
    names = {"at": now, "call_id": call.attempt.call_id}
    leg = {"caller_id": None, "dialled": "", "channel": "x", "linkedid": "1", "leg_id": call.attempt.leg_id}
    events = [CallStarted(event_id="e1", direction=Direction.OUTBOUND, entry="reminder:1", **leg, **names)]
    if response:
        events.append(ReminderResponded(event_id="e2", reminder_id=ID, response=response, **names))
    with book.database.write() as connection:
        call_events.append(connection, events)

    assert book.lost([]) == [(call.attempt, disposition)]
