"""Requests no browser of ours sends: other methods, other hosts, sessions and marks of others, too much, too large."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Permission, Role
from ivr.console.app import LARGEST_REQUEST
from ivr.console.gate import declared
from ivr.store import accounts

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X-MADE-UP")
STRANGE = re.compile(r"<[^>]+>")


def addresses(app: Flask) -> list[str]:
    return sorted({STRANGE.sub("x", rule.rule) for rule in app.url_map.iter_rules()})


def mark(browser: FlaskClient, path: str = "/account") -> str:
    return browser.get(path).text.split('name="csrf_token" value="')[1].split('"')[0]


@pytest.mark.parametrize("method", METHODS)
def test_no_method_is_a_way_around_the_gate(app: Flask, client: FlaskClient, method: str) -> None:
    for path in addresses(app):
        with client.open(path, method=method, follow_redirects=False) as answer:
            assert answer.status_code != 500, path
            assert answer.status_code not in {200, 201, 204} or _is_public(app, path, method), path


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_a_get_stays_a_get(signed_in: FlaskClient, audited, header: str) -> None:
    signed_in.get("/accounts/administrator-id/active?active=no&_method=POST", headers={header: "POST"})
    assert audited() == []


def test_every_change_asks_for_the_mark_of_our_page(app: Flask, signed_in: FlaskClient, as_role, audited) -> None:
    foreign = mark(as_role(Role.SUPERVISOR))
    for rule in app.url_map.iter_rules():
        path = STRANGE.sub("x", rule.rule)
        for method in rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            for sent in ({}, {"csrf_token": foreign}):
                assert signed_in.open(path, method=method, data=sent).status_code == 400, f"{method} {path}"
    assert audited() == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "x\ty", ""])
def test_under_another_name_nothing_is_answered(client: FlaskClient, host: str) -> None:
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code in {400, 421} or "evil" not in f"{answer.headers}{answer.text}"


@pytest.mark.parametrize(
    "name", ["X-Forwarded-Host", "X-Forwarded-For", "X-Original-URL", "X-Forwarded-Proto", "Forwarded"]
)
def test_what_no_proxy_of_ours_says_is_not_believed(client: FlaskClient, name: str) -> None:
    answer = client.get("/accounts", headers={name: "evil.example"})
    assert answer.headers["Location"] == "/sign-in?next=/accounts"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:a=b", "javascript:alert(1)"],
)
def test_signing_in_leads_to_pages_of_ours(client: FlaskClient, press, as_role, account_of, target: str) -> None:
    for path in (f"/sign-in?next={target}", "/preferences/look"):
        answer = press(client, path, {"login": "x", "password": "y", "look": "dark", "back": target})
        parts = urlsplit(answer.headers.get("Location", "/"))
        assert (parts.scheme, parts.netloc) == ("", "")
        assert not [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("a=b")]


def test_a_session_given_to_somebody_is_not_the_one_he_signs_in_with(client: FlaskClient, press, token) -> None:
    with client.session_transaction() as session:
        session["session"] = "chosen-by-another"
        session["more"] = "left behind"
    password = "seven grey geese by the pond"
    client.get(f"/sign-in/{token}")
    csrf = mark(client, f"/sign-in/{token}")
    client.post(f"/sign-in/{token}", data={"csrf_token": csrf, "password": password, "again": password})
    with client.session_transaction() as session:
        assert session["session"] not in {"", "chosen-by-another"}
        assert "more" not in session


def test_a_cookie_made_up_or_of_before_lets_nobody_in(app: Flask, signed_in: FlaskClient, press) -> None:
    name = app.config["SESSION_COOKIE_NAME"]
    kept = signed_in.get_cookie(name).value
    press(signed_in, "/sign-out")
    stranger = app.test_client()
    for value in (kept, "eyJzZXNzaW9uIjoieCJ9.x.x", "=;", "é" * 50):
        stranger.set_cookie(name, value)
        assert stranger.get("/account").status_code == 303


@pytest.mark.parametrize("path", ["/sign-in", "/accounts/new", "/tokens", "/account"])
def test_what_is_too_large_is_not_read(signed_in: FlaskClient, path: str) -> None:
    assert signed_in.post(path, data={"name": "x" * (LARGEST_REQUEST + 1)}).status_code == 413


@pytest.mark.parametrize(
    "body", ["{" * 5000, "[" * 100_000, '{"name": NaN}', "null", '"x"', "[]", "\xff\xfe", "{}" * 2]
)
def test_a_body_that_is_none_is_refused(client: FlaskClient, bearer, body: str) -> None:
    headers = bearer(*Permission)
    answer = client.post(
        "/api/v1/accounts", data=body.encode("latin-1"), headers=headers, content_type="application/json"
    )
    assert answer.status_code in {400, 413, 422}


def test_many_fields_are_refused(signed_in: FlaskClient) -> None:
    assert signed_in.post("/account", data={f"f{number}": "" for number in range(2000)}).status_code in {400, 413}


def test_what_a_form_does_not_ask_is_not_taken(as_role, press, database) -> None:
    browser = as_role(Role.SUPERVISOR)
    extra = {
        "role": "administrator",
        "id": "administrator-id",
        "login": "root",
        "active": "",
        "queues": "",
        "agent": "x",
    }
    form = {"name": "Same", "language": "en", "timezone": "UTC", "has_password": "y", **extra}
    press(browser, "/account", form)
    with database.read() as connection:
        kept = accounts.of_login(connection, "supervisor-login")
    assert (kept.id, kept.role, kept.active, kept.agent) == ("supervisor-id", Role.SUPERVISOR, True, None)


def test_what_a_body_does_not_name_is_not_taken(client: FlaskClient, bearer, database) -> None:
    body = {"login": "new", "name": "New", "role": "agent", "id": "mine", "has_password": True, "password_hash": "x"}
    client.post("/api/v1/accounts", json=body, headers=bearer(*Permission))
    with database.read() as connection:
        made = accounts.of_login(connection, "new")
    assert (made.id != "mine", made.has_password) == (True, False)


def test_a_token_held_to_a_project_gives_no_wider_one(client: FlaskClient, bearer) -> None:
    held = bearer(*Permission, scope=Scope(projects=frozenset({"spring"})))
    body = {"name": "Wider", "permissions": ["see_reports"], "scope": {"queues": None, "projects": None}}
    assert client.post("/api/v1/tokens", json=body, headers=held).status_code == 403


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2f..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_only_files_of_the_folder_are_handed_out(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.status_code in {400, 404, 308}


def _is_public(app: Flask, path: str, method: str) -> bool:
    endpoint = app.url_map.bind("localhost").match(path, method=method)[0]
    rule = declared(app, endpoint)
    return rule is not None and rule.permission is None
