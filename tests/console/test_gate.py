"""The gate: every view says whom it is for, and nobody else gets in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import PERMISSIONS, Permission, Role
from ivr.console.gate import declared, may

EVERYBODYS = {
    "static", "openapi.spec", "health.healthz", "health.readyz", "metrics.metrics", "tokens.kiosk",
    "preferences.look", "preferences.tongue", "sign_in.page", "sign_in.sign_in", "sign_in.code", "sign_in.check",
    "sign_in.sign_out", "sign_in_link.page", "sign_in_link.use",
    "shared.page",  # who has a signed link
}  # fmt: skip


def test_every_view_declares_whom_it_is_for(app: Flask) -> None:
    silent = [rule.endpoint for rule in app.url_map.iter_rules() if declared(app, rule.endpoint) is None]
    assert silent == []


def test_open_to_everybody_is_what_must_be(app: Flask) -> None:
    rules = {rule.endpoint: declared(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert {endpoint for endpoint, rule in rules.items() if rule.permission is None} == EVERYBODYS


def pages(app: Flask) -> list[tuple[str, Permission]]:
    """The addresses of pages without parts that vary."""
    plain = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    found = [(rule.rule, declared(app, rule.endpoint).permission) for rule in plain]
    return [(path, permission) for path, permission in found if permission is not None]


@pytest.mark.parametrize("role", Role)
def test_a_role_gets_the_pages_of_its_permissions_and_no_other(app: Flask, as_role, role: Role) -> None:
    browser = as_role(role)
    refused = {path for path, _ in pages(app) if browser.get(path).status_code == 403}
    assert refused == {path for path, permission in pages(app) if permission not in PERMISSIONS[role]}


def test_nobody_is_sent_to_sign_in_and_back(client: FlaskClient) -> None:
    answer = client.get("/calls?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/calls?x%3D1")


def test_a_fragment_sends_the_whole_page_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/calls/live", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_a_view_that_says_nothing_is_refused(app: Flask, signed_in: FlaskClient, monkeypatch) -> None:
    monkeypatch.setitem(app.view_functions, "home.page", lambda: "open to all")
    assert signed_in.get("/").status_code == 403


def test_a_program_without_a_token_is_told_how(client: FlaskClient) -> None:
    answer = client.get("/api/v1/accounts")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_opens_the_api_and_no_page(client: FlaskClient, bearer) -> None:
    headers = bearer(Permission.SEE_HEALTH, Permission.EDIT_ACCOUNTS)
    assert client.get("/api/v1/accounts", headers=headers).status_code == 200
    assert client.get("/health", headers=headers).status_code == 303


def test_a_token_may_what_it_was_given(client: FlaskClient, bearer) -> None:
    assert client.get("/api/v1/accounts", headers=bearer(Permission.SEE_CALLS)).status_code == 403


def test_a_made_up_token_is_nobody(client: FlaskClient) -> None:
    assert client.get("/api/v1/accounts", headers={"Authorization": "Bearer é"}).status_code == 401


def test_what_is_of_another_queue_is_refused(app: Flask, as_role) -> None:
    browser = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"nurse"})))
    with browser:
        browser.get("/calls")
        assert may(Permission.SEE_CALLS, queue="nurse")
        assert not may(Permission.SEE_CALLS, queue="reception")
