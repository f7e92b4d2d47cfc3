"""The one-time link."""

from datetime import timedelta

from flask import Flask

from ivr.store import accounts

FORM = {"password": "four words make one", "again": "four words make one"}


def test_the_link_sets_a_password_and_signs_in(client, press, token, database, audited) -> None:
    assert press(client, f"/sign-in/{token}", FORM).headers["Location"] == "/"
    assert client.get("/calls").status_code == 200
    with database.read() as connection:
        assert accounts.of_login(connection, "administrator-login").has_password
    assert [entry.verb for entry in audited()] == ["sign in", "set password by link"]


def test_looking_at_a_link_does_not_use_it_up(app: Flask, client, press, token) -> None:
    app.test_client().get(f"/sign-in/{token}")
    assert press(client, f"/sign-in/{token}", FORM).status_code == 303


def test_a_link_works_once(app: Flask, client, press, token) -> None:
    press(client, f"/sign-in/{token}", FORM)
    assert press(app.test_client(), f"/sign-in/{token}", FORM).status_code == 403


def test_a_password_that_is_refused_leaves_the_link(client, press, token) -> None:
    assert press(client, f"/sign-in/{token}", {"password": "short", "again": "short"}).status_code == 400
    assert press(client, f"/sign-in/{token}", FORM).status_code == 303


def test_an_expired_or_made_up_link_says_what_to_do(client, token, clock) -> None:
    assert "python3 -m ivr up" in client.get("/sign-in/made-up").text
    clock.at += timedelta(minutes=15)
    assert client.get(f"/sign-in/{token}").status_code == 403


def test_a_lost_authenticator_is_forgotten_and_old_sessions_end(client, signed_in, press, token, database) -> None:
    with database.write() as connection:
        accounts.set_totp(connection, "administrator-id", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    press(client, f"/sign-in/{token}", FORM)
    assert signed_in.get("/calls").status_code == 303
    with database.read() as connection:
        assert not accounts.of_login(connection, "administrator-login").has_totp


def test_a_token_with_a_script_in_it_is_shown_as_text(client) -> None:
    assert "<script>alert" not in client.get("/sign-in/<script>alert(1)<script>").text
