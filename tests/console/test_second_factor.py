"""Setting up an authenticator."""

import pytest
from pyotp import TOTP

from ivr.access.role import Role
from ivr.console import passwords
from ivr.store import accounts

PASSWORD = "a long enough password"


@pytest.fixture
def browser(as_role, account_of, database):
    account = account_of(Role.AGENT)
    with database.write() as connection:
        accounts.set_password_hash(connection, account.id, passwords.hashed(PASSWORD))
    return as_role(Role.AGENT)


def secret_of(browser) -> str:
    page = browser.get("/account/authenticator").text
    return page.split('class="secret">')[1].split("<")[0].replace(" ", "")


def proofs(database):
    with database.read() as connection:
        return accounts.proofs(connection, "agent-id")


def test_the_first_code_turns_it_on(browser, press, database, clock, audited) -> None:
    secret = secret_of(browser)
    form = {"password": PASSWORD, "code": TOTP(secret).at(clock())}
    assert press(browser, "/account/authenticator", form).status_code == 303
    assert proofs(database).totp_secret == secret
    assert audited()[0].verb == "set up authenticator"
    assert secret not in browser.get("/account/authenticator").text


@pytest.mark.parametrize("wrong", [{"code": "000000"}, {"password": "not the password"}])
def test_with_a_wrong_code_or_password_it_stays_off(browser, press, database, clock, wrong) -> None:
    form = {"password": PASSWORD, "code": TOTP(secret_of(browser)).at(clock())} | wrong
    assert press(browser, "/account/authenticator", form).status_code == 400
    assert proofs(database).totp_secret is None


def test_removing_asks_for_the_password(browser, press, database) -> None:
    with database.write() as connection:
        accounts.set_totp(connection, "agent-id", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert press(browser, "/account/authenticator/remove", {"password": "wrong one here"}).status_code == 400
    assert press(browser, "/account/authenticator/remove", {"password": PASSWORD}).status_code == 303
    assert proofs(database).totp_secret is None


def test_the_picture_needs_no_inline_style_or_script(browser) -> None:
    picture = browser.get("/account/authenticator").text.split("<svg", 1)[1].split("qr-frame")[-1]
    assert "style=" not in picture
