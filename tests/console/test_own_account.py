"""One's own account."""

import pytest

from ivr.access.role import Role
from ivr.console import passwords
from ivr.store import accounts

FORM = {"name": "New Name", "language": "hu", "timezone": "Asia/Tokyo"}
OLD, NEW = "the old long password", "the new long password"


@pytest.fixture
def with_password(database, account_of):
    account = account_of(Role.AGENT)
    with database.write() as connection:
        accounts.set_password_hash(connection, account.id, passwords.hashed(OLD))
    return account


def test_language_and_zone_are_the_accounts_from_then_on(as_role, press) -> None:
    browser = as_role(Role.AGENT)
    assert press(browser, "/account", FORM).status_code == 303
    assert '<html lang="hu"' in browser.get("/account").text


def test_a_zone_that_is_none_is_refused(as_role, press) -> None:
    answer = press(as_role(Role.AGENT), "/account", FORM | {"timezone": "../etc/passwd"})
    assert (answer.status_code, "no such time zone" in answer.text) == (400, True)


def test_a_new_password_ends_other_sessions(as_role, press, with_password, audited) -> None:
    here, elsewhere = as_role(Role.AGENT), as_role(Role.AGENT)
    form = {"current": OLD, "password": NEW, "again": NEW}
    assert press(here, "/account/password", form).status_code == 303
    assert (here.get("/account").status_code, elsewhere.get("/account").status_code) == (200, 303)
    assert audited()[0].verb == "change password"


def test_without_the_old_password_there_is_no_new_one(as_role, press, with_password, database) -> None:
    form = {"current": "a wrong long password", "password": NEW, "again": NEW}
    assert press(as_role(Role.AGENT), "/account/password", form).status_code == 403
    with database.read() as connection:
        assert passwords.is_right(accounts.proofs(connection, with_password.id).password_hash, OLD)


def test_other_browsers_are_signed_out(as_role, press) -> None:
    here, elsewhere = as_role(Role.AGENT), as_role(Role.AGENT)
    press(here, "/account/sign-out-others")
    assert (here.get("/account").status_code, elsewhere.get("/account").status_code) == (200, 303)


def test_a_role_cannot_be_taken(as_role, press, database) -> None:
    press(as_role(Role.AGENT), "/account", FORM | {"role": "administrator", "active": "yes"})
    with database.read() as connection:
        assert accounts.of_login(connection, "agent-login").role is Role.AGENT
