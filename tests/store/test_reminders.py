"""Due reminders are claimed by one at a time, and only while they wait."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import Disposition
from ivr.calls.ids import uuid7
from ivr.store import attempts, reminders
from ivr.store.attempts import Attempt
from ivr.store.database import Database
from ivr.store.reminders import Reminder, ReminderState

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEASE = NOON + timedelta(minutes=1)
ID, LATER, CALL = (uuid7(number, bytes(10)) for number in (1, 2, 3))
DUE = Reminder(ID, "+36301234567", "hu", NOON, NOON, {"name": "Kovács Anna"})


def stored(database: Database, *wanted: Reminder) -> None:
    with database.write() as connection:
        for reminder in wanted:
            reminders.add(connection, reminder)


def claim(database: Database, now: datetime = NOON, limit: int = 10) -> list[Reminder]:
    with database.write() as connection:
        return reminders.claim_due(connection, now, limit, now + timedelta(minutes=1))


def begin(database: Database, number: int = 1) -> bool:
    attempt = Attempt(f"attempt-{number}", ID, number, uuid7(10 + number, bytes(10)), f"{CALL}-0", NOON)
    with database.write() as connection:
        return attempts.begin(connection, attempt)


def loaded(database: Database) -> Reminder:
    with database.read() as connection:
        found = reminders.load(connection, ID)
    assert found is not None
    return found


def test_a_due_reminder_is_claimed_once(database: Database) -> None:
    stored(database, DUE)
    assert [found.id for found in claim(database)] == [ID]
    assert claim(database) == []


def test_what_was_stored_comes_back(database: Database) -> None:
    stored(database, DUE)
    (found,) = claim(database)
    assert (found.message, found.state, found.lease_until) == (DUE.message, ReminderState.CLAIMED, LEASE)


def test_a_reminder_is_not_claimed_before_it_is_due(database: Database) -> None:
    stored(database, DUE)
    assert claim(database, NOON - timedelta(seconds=1)) == []


def test_those_due_longest_are_claimed_first(database: Database) -> None:
    early = NOON - timedelta(hours=1)
    stored(database, DUE, Reminder(LATER, "+36301234568", "hu", early, early))
    assert [found.id for found in claim(database, limit=1)] == [LATER]


def test_a_claim_whose_lease_ended_untried_is_due_again(database: Database) -> None:
    stored(database, DUE)
    claim(database)
    assert [found.id for found in claim(database, LEASE + timedelta(seconds=1))] == [ID]


def test_a_begun_attempt_is_never_claimed_again(database: Database) -> None:
    stored(database, DUE)
    claim(database)
    begin(database)
    assert claim(database, LEASE + timedelta(days=1)) == []


def test_an_ended_attempt_may_be_followed_by_another(database: Database) -> None:
    stored(database, DUE)
    claim(database)
    begin(database)
    with database.write() as connection:
        attempts.finish(connection, "attempt-1", Disposition.BUSY, NOON)
        reminders.put_back(connection, ID, LEASE)
    assert claim(database) == []
    assert [found.attempts_made for found in claim(database, LEASE)] == [1]


def test_a_longer_lease_keeps_it_claimed(database: Database) -> None:
    stored(database, DUE)
    claim(database)
    with database.write() as connection:
        reminders.extend_lease(connection, ID, NOON + timedelta(hours=1))
    assert claim(database, LEASE + timedelta(minutes=5)) == []


def test_a_reminder_closed_or_refused_is_not_due(database: Database) -> None:
    stored(database, DUE, Reminder(LATER, "+36301234568", "hu", NOON, NOON))
    claim(database)
    with database.write() as connection:
        reminders.close(connection, ID, Disposition.CONFIRMED)
        reminders.refuse(connection, LATER, "outside the calling window")
    assert claim(database, LEASE + timedelta(days=1)) == []
    assert loaded(database).disposition is Disposition.CONFIRMED


def test_only_a_waiting_reminder_can_be_withdrawn(database: Database) -> None:
    stored(database, DUE, Reminder(LATER, "+36301234568", "hu", LEASE, NOON))
    claim(database)
    with database.write() as connection:
        assert reminders.withdraw(connection, LATER)
        assert not reminders.withdraw(connection, ID)


def test_the_answer_is_kept(database: Database) -> None:
    stored(database, DUE)
    with database.write() as connection:
        reminders.respond(connection, ID, "confirmed")
    assert loaded(database).response == "confirmed"


def test_the_latest_due_are_listed_first(database: Database) -> None:
    stored(database, DUE, Reminder(LATER, "+36301234568", "hu", LEASE, NOON))
    with database.read() as connection:
        assert [found.id for found in reminders.latest(connection)] == [LATER, ID]
        assert reminders.load(connection, "unknown") is None


def test_two_who_claim_at_once_share_without_waiting(database: Database) -> None:
    stored(database, DUE, Reminder(LATER, "+36301234568", "hu", LEASE, NOON))
    if database.is_sqlite:
        return  # one writer at a time: the second waits for the first
    with database.write() as first, database.write() as second:
        mine = reminders.claim_due(first, LEASE, 1, LEASE)
        others = reminders.claim_due(second, LEASE, 1, LEASE)
    assert [found.id for found in mine + others] == [ID, LATER]
