"""The application as a whole: which names it answers to, and what it says when it cannot."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.config import Settings
from ivr.store.database import Database


@pytest.mark.parametrize("host", ["attacker.example", "127.0.0.1.attacker.example", "[::1]", "10.0.0.1:80"])
def test_a_foreign_host_name_is_refused(signed_in: FlaskClient, host: str) -> None:
    for path in ("/", "/calls", "/healthz", "/sign-in/x"):
        assert signed_in.get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost:9999"])
def test_the_bound_host_and_localhost_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_two_installations_of_one_host_have_their_own_cookies(app: Flask, settings: Settings) -> None:
    assert app.config["SESSION_COOKIE_NAME"].endswith(str(settings.console_port))


def test_a_database_that_fails_is_answered_with_what_to_do(signed_in: FlaskClient, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE agent_skills")
    answer = signed_in.get("/agents")
    assert answer.status_code == 500
    assert "python3 -m ivr check" in answer.text
    assert "agent_skills" not in answer.text


def test_a_page_that_is_not_there_is_said(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, "Not found" in answer.text) == (404, True)


def test_a_request_too_large_is_refused(client: FlaskClient) -> None:
    assert client.post("/sign-in", data={"login": "x" * 70_000}).status_code == 413
