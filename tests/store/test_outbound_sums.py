"""Reminders and callbacks counted by attempt and by the person they were for."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition
from ivr.calls.ids import leg_id, uuid7
from ivr.outbound.attempts import OUT_OF_HOURS
from ivr.outbound.callback import CallbackEvent
from ivr.reports.outbound_share import AttemptSum, ContactSum, RefusedSum, outbound_row
from ivr.store import attempts, callbacks, outbound_sums, reminders
from ivr.store.attempts import Attempt
from ivr.store.callbacks import Callback, CallbackAttempt
from ivr.store.database import Database
from ivr.store.outbound_sums import Wanted
from ivr.store.reminders import Reminder

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Wanted(NOON, NOON + timedelta(hours=1))


def identifier(number: int) -> str:
    return uuid7(number, bytes(10))


def reminded(connection, person: int, ends: list[Disposition | None], response: str | None = None) -> None:
    reminder = identifier(person)
    reminders.add(connection, Reminder(reminder, "+36301234567", "hu", NOON, NOON, response=response))
    for number, end in enumerate(ends, start=1):
        call, began = identifier(100 * person + number), NOON + timedelta(minutes=20 * number - 15)
        attempts.begin(connection, Attempt(call, reminder, number, call, leg_id(call, 0), began))
        if end is not None:
            attempts.finish(connection, call, end, began + timedelta(minutes=1))
    if ends and ends[-1] is not None:
        reminders.close(connection, reminder, ends[-1])


def called_back(connection, person: int, queue: str) -> None:
    mine, call = identifier(person), identifier(100 * person)
    later = NOON + timedelta(hours=4)
    asked = Callback(mine, "+36301234567", "hu", queue, queue, NOON, NOON, later, call)
    callbacks.add(connection, asked)
    callbacks.begin_attempt(connection, asked, CallbackAttempt(call, mine, 1, leg_id(call, 0), NOON))
    callbacks.move(connection, mine, CallbackEvent.CONFIRM)
    callbacks.end_attempt(connection, call, Disposition.SERVED, NOON)


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        reminded(connection, 1, [Disposition.BUSY, Disposition.CONFIRMED], "confirmed")
        reminded(connection, 2, [Disposition.NO_ANSWER, Disposition.NO_ANSWER])
        reminded(connection, 3, [None])
        reminded(connection, 4, [])
        reminders.refuse(connection, identifier(4), OUT_OF_HOURS)
        reminded(connection, 5, [])
        reminders.refuse(connection, identifier(5), "+881… is of a kind we never call")
        called_back(connection, 6, "nurse")
    return database


def test_attempts_are_counted_by_how_they_ended(filled: Database) -> None:
    with filled.read() as connection:
        found = outbound_sums.attempt_sums(connection, HOUR)
    assert set(found) == {
        AttemptSum("reminder", "", "busy"), AttemptSum("reminder", "", "confirmed"),
        AttemptSum("reminder", "", "no_answer", 2), AttemptSum("reminder", "", None),
        AttemptSum("callback", "nurse", "served"),
    }  # fmt: skip


def test_people_are_counted_by_what_came_of_them_since(filled: Database) -> None:
    with filled.read() as connection:
        found = outbound_sums.contact_sums(connection, HOUR)
    assert set(found) == {
        ContactSum("reminder", "", True, True, "confirmed", 1, 2), ContactSum("reminder", "", False, True, None, 1, 2),
        ContactSum("reminder", "", False, False, None, 1, 1), ContactSum("callback", "nurse", True, True, None, 1, 1),
    }  # fmt: skip


def test_the_first_attempt_decides_where_a_person_belongs(filled: Database) -> None:
    later = Wanted(NOON + timedelta(minutes=15), HOUR.until)
    with filled.read() as connection:
        assert outbound_sums.contact_sums(connection, later) == []
        assert sum(one.attempts for one in outbound_sums.attempt_sums(connection, later)) == 2


def test_periods_hold_the_attempts_that_began_in_them(filled: Database) -> None:
    half = NOON + timedelta(minutes=20)
    with filled.read() as connection:
        found = outbound_sums.attempts_by_period(connection, HOUR, [(NOON, half), (half, HOUR.until)])
        assert {start: outbound_row(some, ()).attempts for start, some in found.items()} == {NOON: 4, half: 2}
        assert outbound_sums.attempts_by_period(connection, HOUR, []) == {}


def test_who_may_see_one_queue_sees_its_callbacks_and_no_reminders(filled: Database) -> None:
    with filled.read() as connection:
        for queues, count in ((frozenset({"nurse"}), 1), (frozenset({"billing"}), 0)):
            asked = Wanted(HOUR.since, HOUR.until, False, queues)
            assert len(outbound_sums.contact_sums(connection, asked)) == count
            assert len(outbound_sums.attempt_sums(connection, asked)) == count


def test_one_by_one_they_are_as_many_and_the_last_call_is_named(filled: Database) -> None:
    with filled.read() as connection:
        people = list(outbound_sums.each_contact(connection, HOUR))
        tries = list(outbound_sums.each_attempt(connection, HOUR))
    assert (len(people), len(tries)) == (4, 6)
    assert {identifier(102), identifier(202)} <= {person.call_id for person in people}


def test_refusals_are_told_by_their_reason(filled: Database) -> None:
    with filled.read() as connection:
        assert outbound_sums.refused_sum(connection, HOUR.since, HOUR.until) == RefusedSum(1, 1)
        assert outbound_sums.refused_sum(connection, HOUR.until, HOUR.until) == RefusedSum()
