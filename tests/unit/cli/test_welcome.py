"""What `up` prints at the end."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.welcome import welcome
from ivr.store import accounts, sign_in_links
from ivr.store.centre import Agent, Centre, Entry, save_centre

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CENTRE = Centre(agents=(Agent("agent-csilla", "Csilla", "s3cret", "203"),), entries=(Entry("100", "menu:main"),))


@pytest.fixture
def settings(tmp_path):
    return first_settings(tmp_path / "home", tmp_path / "cache", "local", {})


@pytest.fixture
def database(settings, fresh):
    opened = fresh(settings.database_url)
    yield opened
    opened.close()


def stored(database, centre):
    with database.write() as connection:
        save_centre(connection, centre)


def test_the_link_lets_the_administrator_in_once_within_fifteen_minutes(settings, database):
    said = welcome(settings, database, NOW)
    token = re.search(rf"{settings.console_url}/sign-in/(\S+)", said)[1]
    soon = NOW + timedelta(minutes=14, seconds=59)
    with database.write() as connection:
        account = accounts.of_login(connection, "admin")
        assert [sign_in_links.redeem(connection, token, soon) for _ in range(2)] == [account.id, None]


def test_it_tells_how_to_ring(settings, database):
    stored(database, CENTRE)
    said = welcome(settings, database, NOW)
    for told in ("127.0.0.1", str(settings.sip_port), "agent-csilla", "s3cret", 'call 100 --press "wait:3 2"'):
        assert told in said


def test_a_centre_without_numbers_says_so(settings, database):
    assert "no number leads to a menu" in welcome(settings, database, NOW)
