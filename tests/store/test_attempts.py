"""An attempt is written before the telephone rings, and never begun twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from ivr.calls.disposition import Disposition
from ivr.calls.ids import leg_id, uuid7
from ivr.store import attempts, reminders
from ivr.store.attempts import Attempt
from ivr.store.database import Database
from ivr.store.reminders import Reminder

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID, CALL, NEXT = (uuid7(number, bytes(10)) for number in (1, 2, 3))
FIRST = Attempt("one", ID, 1, CALL, leg_id(CALL, 0), NOON)


@pytest.fixture
def claimed(database: Database) -> Database:
    with database.write() as connection:
        reminders.add(connection, Reminder(ID, "+36301234567", "hu", NOON, NOON))
        reminders.claim_due(connection, NOON, 1, NOON + timedelta(minutes=1))
        assert attempts.begin(connection, FIRST)
    return database


def test_the_same_attempt_is_not_begun_twice(claimed: Database) -> None:
    with claimed.write() as connection:
        assert not attempts.begin(connection, Attempt("two", ID, 1, NEXT, leg_id(NEXT, 0), NOON))
        assert attempts.of_reminder(connection, ID) == [FIRST]


def test_the_database_itself_refuses_a_second_row_for_one_attempt(claimed: Database) -> None:
    row = {"id": "two", "reminder_id": ID, "number": 1, "call_id": NEXT, "leg_id": "x", "started_at": NOON}
    with pytest.raises(IntegrityError), claimed.write() as connection:
        connection.execute(attempts.attempts.insert().values(row))


def test_an_attempt_ends_once(claimed: Database) -> None:
    with claimed.write() as connection:
        assert attempts.finish(connection, "one", Disposition.BUSY, NOON)
        assert not attempts.finish(connection, "one", Disposition.NO_ANSWER, NOON)
        assert attempts.of_reminder(connection, ID)[0].disposition is Disposition.BUSY


def test_the_attempt_of_a_call_is_found(claimed: Database) -> None:
    with claimed.read() as connection:
        assert attempts.of_call(connection, CALL) == FIRST
        assert attempts.of_call(connection, NEXT) is None


def test_an_attempt_left_open_by_a_crash_is_found_when_its_lease_ends(claimed: Database) -> None:
    with claimed.read() as connection:
        assert attempts.left_open(connection, NOON) == []
        assert attempts.left_open(connection, NOON + timedelta(minutes=2)) == [FIRST]


def test_attempts_are_counted(claimed: Database) -> None:
    with claimed.write() as connection:
        attempts.finish(connection, "one", Disposition.BUSY, NOON)
        attempts.begin(connection, Attempt("two", ID, 2, NEXT, leg_id(NEXT, 0), NOON))
        assert len(attempts.of_reminder(connection, ID)) == 2
