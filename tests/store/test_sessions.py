"""A session ends after twelve hours, after an hour of nothing, and when it is ended."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ivr.access.account import ALL, Account
from ivr.access.role import Role
from ivr.store import accounts, sessions
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNTIL = NOON + sessions.LIVES
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def centre(database: Database) -> Database:
    with database.write() as connection:
        for login in ("anna", "bela"):
            account = Account(login, login, login, Role.ADMINISTRATOR, ALL, "en", "UTC")
            accounts.add(connection, account, NOON)
    return database


def test_a_session_is_its_accounts(centre: Database) -> None:
    with centre.write() as connection:
        token = sessions.begin(connection, "anna", NOON, UNTIL)
        assert sessions.of(connection, token, NOON) == "anna"
        assert sessions.of(connection, "guess", NOON) is None


def test_the_token_itself_is_not_stored(centre: Database) -> None:
    with centre.write() as connection:
        token = sessions.begin(connection, "anna", NOON, UNTIL)
        assert token not in str(connection.execute(select(sessions.sessions)).all())


def test_it_ends_after_an_hour_of_nothing(centre: Database) -> None:
    with centre.write() as connection:
        token = sessions.begin(connection, "anna", NOON, UNTIL)
        assert sessions.of(connection, token, NOON + 60 * MINUTE - SECOND) == "anna"
        assert sessions.of(connection, token, NOON + 60 * MINUTE) is None
        sessions.touch(connection, token, NOON + 61 * MINUTE)
        assert sessions.of(connection, token, NOON + 61 * MINUTE) is None


def test_it_ends_after_twelve_hours_of_work(centre: Database) -> None:
    with centre.write() as connection:
        token = sessions.begin(connection, "anna", NOON, NOON + timedelta(days=9))
        for quarter in range(1, 49):
            sessions.touch(connection, token, NOON + quarter * 15 * MINUTE)
        assert sessions.of(connection, token, UNTIL - SECOND) == "anna"
        assert sessions.of(connection, token, UNTIL) is None


def test_it_is_touched_once_a_minute_at_most(centre: Database) -> None:
    with centre.write() as connection:
        token = sessions.begin(connection, "anna", NOON, UNTIL)
        assert not sessions.wants_touch(connection, token, NOON + 59 * SECOND)
        assert sessions.wants_touch(connection, token, NOON + MINUTE)
        sessions.touch(connection, token, NOON + MINUTE)
        assert not sessions.wants_touch(connection, token, NOON + MINUTE + SECOND)
        assert not sessions.wants_touch(connection, "guess", NOON)


def test_signing_out_ends_one_session(centre: Database) -> None:
    with centre.write() as connection:
        left, stays = (sessions.begin(connection, "anna", NOON, UNTIL) for _ in range(2))
        sessions.end(connection, left)
        assert (sessions.of(connection, left, NOON), sessions.of(connection, stays, NOON)) == (None, "anna")


def test_all_sessions_of_an_account_end_but_the_one_that_asks(centre: Database) -> None:
    with centre.write() as connection:
        one, own, other = (sessions.begin(connection, who, NOON, UNTIL) for who in ("anna", "anna", "bela"))
        sessions.end_all(connection, "anna", but=own)
        assert [sessions.of(connection, token, NOON) for token in (one, own, other)] == [None, "anna", "bela"]
        sessions.end_all(connection, "anna")
        assert [sessions.of(connection, token, NOON) for token in (own, other)] == [None, "bela"]


def test_what_is_over_is_forgotten_when_another_begins(centre: Database) -> None:
    def kept() -> int:
        return len(connection.execute(select(sessions.sessions)).all())

    with centre.write() as connection:
        sessions.begin(connection, "anna", NOON, UNTIL)
        sessions.begin(connection, "anna", NOON + 5 * MINUTE, UNTIL)
        assert kept() == 2
        sessions.begin(connection, "bela", NOON + 60 * MINUTE, UNTIL)
        assert kept() == 2
        sessions.begin(connection, "bela", UNTIL + 60 * MINUTE, UNTIL + 90 * MINUTE)
        assert kept() == 1
