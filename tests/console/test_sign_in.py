"""Signing in, and everybody who may not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

Press = Callable[[FlaskClient, str], int]


def test_the_button_of_a_fresh_link_leads_to_the_page(client: FlaskClient, token: str, press_button: Press) -> None:
    assert press_button(client, token) == 303
    assert client.get("/").status_code == 200


def test_opening_a_link_does_not_use_it_up(app: Flask, client: FlaskClient, token: str, press_button: Press) -> None:
    app.test_client().get(f"/sign-in/{token}")
    assert press_button(client, token) == 303


def test_a_used_link_is_refused(app: Flask, signed_in: FlaskClient, token: str, press_button: Press) -> None:
    stranger = app.test_client()
    assert press_button(stranger, token) == 403
    assert stranger.get("/").status_code == 403


def test_an_expired_link_is_refused(client: FlaskClient, token: str, press_button: Press, clock) -> None:
    clock.at += timedelta(minutes=15)
    assert press_button(client, token) == 403
    assert client.get("/").status_code == 403


def test_a_link_nobody_made_is_refused(client: FlaskClient, press_button: Press) -> None:
    assert press_button(client, "made-up") == 403


@pytest.mark.parametrize("form", [{}, {"csrf": ""}, {"csrf": "guessed"}, {"csrf": "é"}])
def test_a_post_without_its_forms_mark_is_refused(client: FlaskClient, token: str, form: dict[str, str]) -> None:
    client.get(f"/sign-in/{token}")
    assert client.post(f"/sign-in/{token}", data=form).status_code == 403
    assert client.get("/").status_code == 403


def test_a_post_from_a_browser_that_opened_no_form_is_refused(client: FlaskClient, token: str) -> None:
    assert client.post(f"/sign-in/{token}", data={"csrf": ""}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/live"])
def test_without_a_session_nothing_is_shown(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 403
    assert "python3 -m ivr up" in answer.text
    assert "agent-anna" not in answer.text


def test_a_session_ends_after_twelve_hours(signed_in: FlaskClient, clock) -> None:
    clock.at += timedelta(hours=12)
    assert signed_in.get("/").status_code == 403


def test_a_forged_session_is_refused(client: FlaskClient, app: Flask) -> None:
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], "eyJ1bnRpbCI6IjIwOTktMDEtMDEifQ.aaaaaa.bbbb")
    assert client.get("/").status_code == 403


def test_a_token_with_a_script_in_it_is_shown_as_text(client: FlaskClient) -> None:
    assert "<script>" not in client.get("/sign-in/<script>alert(1)<script>").text
