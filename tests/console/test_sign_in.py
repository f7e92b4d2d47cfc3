"""Signing in and out, and everybody who may not."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP

from ivr.access.role import Role
from ivr.console import passwords
from ivr.store import accounts

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def login(database, account_of) -> str:
    account = account_of(Role.SUPERVISOR)
    with database.write() as connection:
        accounts.set_password_hash(connection, account.id, passwords.hashed(PASSWORD))
    return account.login


@pytest.fixture
def with_authenticator(database, account_of, login) -> str:
    account = account_of(Role.SUPERVISOR)
    with database.write() as connection:
        accounts.set_totp(connection, account.id, SECRET)
    return login


def sign_in(client: FlaskClient, press, login: str, password: str = PASSWORD, after: str = ""):
    return press(client, f"/sign-in{after}", {"login": login, "password": password})


def code(clock) -> str:
    return TOTP(SECRET).at(clock())


def test_login_and_password_lead_to_the_page_that_was_wanted(client: FlaskClient, press, login) -> None:
    answer = sign_in(client, press, login, after="?next=/calls")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/calls")
    assert client.get("/calls").status_code == 200


@pytest.mark.parametrize("target", ["https://attacker.example", "//attacker.example", "/\\attacker.example", "x"])
def test_signing_in_leads_to_no_other_site(client: FlaskClient, press, login, target: str) -> None:
    assert sign_in(client, press, login, after=f"?next={target}").headers["Location"] == "/"


@pytest.mark.parametrize(("name", "password"), [("supervisor-login", "wrong"), ("nobody", PASSWORD), ("é", PASSWORD)])
def test_whoever_does_not_know_both_is_told_the_same(client: FlaskClient, press, login, name, password) -> None:
    answer = sign_in(client, press, name, password)
    assert answer.status_code == 403
    assert "do not fit together" in answer.text


def test_five_wrong_passwords_lock_even_the_right_one(client: FlaskClient, press, login, clock) -> None:
    for _ in range(5):
        sign_in(client, press, login, "wrong")
    answer = sign_in(client, press, login)
    assert answer.status_code == 429
    assert "Try again after 10:01:00" in answer.text
    clock.at += timedelta(minutes=1, seconds=1)
    assert sign_in(client, press, login).status_code == 303


def test_guessing_quickly_is_slowed_down_by_address(client: FlaskClient, press, login) -> None:
    answers = [sign_in(client, press, f"nobody-{number}", "wrong").status_code for number in range(11)]
    assert answers[-1] == 429


def test_with_an_authenticator_the_password_alone_opens_nothing(client: FlaskClient, press, with_authenticator) -> None:
    assert sign_in(client, press, with_authenticator).headers["Location"].startswith("/sign-in/code")
    assert client.get("/calls").status_code == 303


def test_password_and_code_sign_in(client: FlaskClient, press, with_authenticator, clock) -> None:
    sign_in(client, press, with_authenticator)
    assert press(client, "/sign-in/code", {"code": code(clock)}).status_code == 303
    assert client.get("/calls").status_code == 200


def test_a_code_works_once(app: Flask, client: FlaskClient, press, with_authenticator, clock) -> None:
    for browser, expected in ((client, 303), (app.test_client(), 403)):
        sign_in(browser, press, with_authenticator)
        assert press(browser, "/sign-in/code", {"code": code(clock)}).status_code == expected


def test_a_wrong_code_is_refused(client: FlaskClient, press, with_authenticator) -> None:
    sign_in(client, press, with_authenticator)
    assert press(client, "/sign-in/code", {"code": "000000"}).status_code == 403


def test_the_code_is_asked_for_five_minutes(client: FlaskClient, press, with_authenticator, clock) -> None:
    sign_in(client, press, with_authenticator)
    clock.at += timedelta(minutes=6)
    assert press(client, "/sign-in/code", {"code": code(clock)}).headers["Location"] == "/sign-in"
    assert client.get("/calls").status_code == 303


def test_a_post_without_the_mark_of_its_form_is_refused(client: FlaskClient, login) -> None:
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 400


def test_who_signed_out_is_out_with_his_old_cookie_too(app: Flask, signed_in: FlaskClient, press) -> None:
    name = app.config["SESSION_COOKIE_NAME"]
    old = signed_in.get_cookie(name).value
    assert press(signed_in, "/sign-out").status_code == 303
    thief = app.test_client()
    thief.set_cookie(name, old)
    assert thief.get("/calls").status_code == 303


def test_a_session_ends_after_an_idle_hour(signed_in: FlaskClient, clock) -> None:
    clock.at += timedelta(minutes=61)
    assert signed_in.get("/calls").headers["Location"] == "/sign-in?next=/calls"


def test_signing_in_is_written_down(client: FlaskClient, press, login, audited) -> None:
    sign_in(client, press, login)
    assert (audited()[0].verb, audited()[0].id) == ("sign in", login)


def test_an_account_that_was_deactivated_is_out_at_once(as_role, database, account_of) -> None:
    browser, account = as_role(Role.SUPERVISOR), account_of(Role.SUPERVISOR)
    with database.write() as connection:
        accounts.deactivate(connection, account.id)
    assert browser.get("/calls").status_code == 303
