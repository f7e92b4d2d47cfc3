"""A sign-in link works once and not for long."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from ivr.store import sign_in_links
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=10)


def test_a_link_works_once(database: Database) -> None:
    with database.write() as connection:
        token = sign_in_links.issue(connection, SOON)
        assert sign_in_links.redeem(connection, token, NOON)
        assert not sign_in_links.redeem(connection, token, NOON)


def test_a_link_ends_with_its_time(database: Database) -> None:
    with database.write() as connection:
        token = sign_in_links.issue(connection, SOON)
        assert not sign_in_links.redeem(connection, token, SOON)


def test_a_made_up_token_is_refused(database: Database) -> None:
    with database.write() as connection:
        sign_in_links.issue(connection, SOON)
        assert not sign_in_links.redeem(connection, "guess", NOON)


def test_the_token_itself_is_not_stored(database: Database) -> None:
    with database.write() as connection:
        token = sign_in_links.issue(connection, SOON)
        assert token not in str(connection.execute(select(sign_in_links.sign_in_links)).all())


def test_expired_links_are_forgotten(database: Database) -> None:
    with database.write() as connection:
        sign_in_links.issue(connection, SOON)
        sign_in_links.forget_expired(connection, SOON)
        assert connection.execute(select(sign_in_links.sign_in_links)).all() == []
