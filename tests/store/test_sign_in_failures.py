"""Failures lock a login and an address, and are forgiven to the login that gets in."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from ivr.store import sign_in_failures
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def attempt(
    database: Database, login: str = "anna", address: str = "192.0.2.1", at: datetime = NOON
) -> datetime | None:
    with database.write() as connection:
        return sign_in_failures.begin_attempt(connection, login, address, at)


def test_the_sixth_attempt_waits_a_minute_and_is_not_counted(database: Database) -> None:
    assert [attempt(database) for _ in range(7)] == [None] * 5 + [NOON + MINUTE] * 2
    assert attempt(database, at=NOON + MINUTE) is None
    assert attempt(database, at=NOON + MINUTE) == NOON + 3 * MINUTE


def test_another_login_from_elsewhere_is_not_locked(database: Database) -> None:
    for _ in range(5):
        attempt(database)
    assert attempt(database, " ANNA ", "192.0.2.2") == NOON + MINUTE
    assert attempt(database, "bela", "192.0.2.2") is None


def test_an_address_is_locked_whatever_logins_it_tries(database: Database) -> None:
    assert [attempt(database, f"login-{n}") for n in range(20)] == [None] * 20
    assert attempt(database, "yet-another") == NOON + MINUTE
    assert attempt(database, "yet-another", "192.0.2.2") is None


def test_who_gets_in_begins_anew(database: Database) -> None:
    for _ in range(5):
        attempt(database)
    with database.write() as connection:
        sign_in_failures.forgive(connection, "Anna")
    assert attempt(database) is None


def test_getting_in_does_not_forgive_the_address_what_it_tried_on_others(database: Database) -> None:
    for number in range(19):
        attempt(database, f"login-{number}")
    attempt(database, "own")
    with database.write() as connection:
        sign_in_failures.forgive(connection, "own")
    assert [attempt(database, "victim"), attempt(database, "victim")] == [None, NOON + MINUTE]


def test_guesses_at_once_are_counted_one_by_one(database: Database) -> None:
    locked: list[datetime | None] = []
    threads = [Thread(target=lambda: locked.append(attempt(database))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert locked.count(None) == 5


@pytest.mark.parametrize("login", ["", "x" * 5000, "a\0b", "\ud800", "' OR 1=1 --"])
def test_whatever_is_typed_is_counted(database: Database, login: str) -> None:
    assert [attempt(database, login) for _ in range(6)] == [None] * 5 + [NOON + MINUTE]


def test_what_decides_nothing_is_forgotten(database: Database) -> None:
    for at in (NOON, NOON + MINUTE, NOON + timedelta(days=1)):
        attempt(database, at=at)
    with database.read() as connection:
        assert len(connection.execute(select(sign_in_failures.sign_in_failures)).all()) == 2
