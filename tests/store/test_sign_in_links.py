"""A sign-in link works once, for its account, and not for long."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ivr.access.account import ALL, Account
from ivr.access.role import Role
from ivr.store import accounts, sign_in_links
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=10)


@pytest.fixture
def centre(database: Database) -> Database:
    with database.write() as connection:
        accounts.add(connection, Account("1", "Anna", "anna", Role.ADMINISTRATOR, ALL, "en", "UTC"), NOON)
    return database


def test_a_link_works_once(centre: Database) -> None:
    with centre.write() as connection:
        token = sign_in_links.issue(connection, "1", SOON)
        assert sign_in_links.redeem(connection, token, NOON) == "1"
        assert sign_in_links.redeem(connection, token, NOON) is None


def test_looking_at_a_link_does_not_use_it_up(centre: Database) -> None:
    with centre.write() as connection:
        token = sign_in_links.issue(connection, "1", SOON)
        assert [sign_in_links.of(connection, token, NOON) for _ in range(2)] == ["1", "1"]
        sign_in_links.redeem(connection, token, NOON)
        assert sign_in_links.of(connection, token, NOON) is None


def test_a_link_ends_with_its_time(centre: Database) -> None:
    with centre.write() as connection:
        token = sign_in_links.issue(connection, "1", SOON)
        assert sign_in_links.redeem(connection, token, SOON) is None


def test_a_made_up_token_is_refused(centre: Database) -> None:
    with centre.write() as connection:
        sign_in_links.issue(connection, "1", SOON)
        assert sign_in_links.redeem(connection, "guess", NOON) is None


def test_links_of_an_account_are_withdrawn(centre: Database) -> None:
    with centre.write() as connection:
        token = sign_in_links.issue(connection, "1", SOON)
        sign_in_links.withdraw(connection, "1")
        assert sign_in_links.redeem(connection, token, NOON) is None


def test_the_token_itself_is_not_stored(centre: Database) -> None:
    with centre.write() as connection:
        token = sign_in_links.issue(connection, "1", SOON)
        assert token not in str(connection.execute(select(sign_in_links.sign_in_links)).all())


def test_expired_links_are_forgotten(centre: Database) -> None:
    with centre.write() as connection:
        sign_in_links.issue(connection, "1", SOON)
        sign_in_links.forget_expired(connection, SOON)
        assert connection.execute(select(sign_in_links.sign_in_links)).all() == []
