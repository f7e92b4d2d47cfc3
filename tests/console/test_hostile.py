"""What people with bad intentions type and send: into every address, every query, every form and the API."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from ivr.access.role import Permission, Role
from ivr.console.limits import limiter

SCRIPT, SUM = "<script>alert(1)", "{{31337*3}}"
EVILS = (
    f"\"'>{SCRIPT}</script>{SUM}",
    "'; DROP TABLE accounts; --",
    "../../../../etc/passwd",
    "x\r\nX-Injected: yes\r\nAction: Originate\r\n\r\n",
    "nul\0nul",
    "9" * 400,
    "1e309",
    "٣²½",
    '=HYPERLINK("http://evil")',
    "\u202e\u2028\ufdd0",
)
# Each kind once in every run, all of them in the long one: there are as many requests as names on all pages.
EACH_KIND = pytest.mark.parametrize(
    "evils", [(EVILS[0], EVILS[3], EVILS[6]), pytest.param(EVILS, marks=pytest.mark.long)]
)
ADDRESS = re.compile(r'(?:href|action|hx-[a-z:]+)="(/[^"/][^"]*)"')
ALWAYS = {"q", "page", "sort", "before", "next"}  # what many pages understand, asked of all of them
LEAVES = {"sign_in.sign_out", "own_account.sign_out_others", "own_account.password"}  # they would end this session


class Forms(HTMLParser):
    """The forms of a page: action and method, and what a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.found.append((given.get("action") or "", (given.get("method") or "get").lower(), {}))
        elif self.found and tag == "option" and "selected" in given:
            fields = self.found[-1][2]
            fields[next(reversed(fields))] = given.get("value") or ""
        elif self.found and given.get("name") and (given.get("type") != "checkbox" or "checked" in given):
            self.found[-1][2][str(given["name"])] = given.get("value") or ""


@pytest.fixture(autouse=True)
def hurried() -> Iterator[None]:
    """A thousand requests in a second are this test's own wish."""
    limiter.enabled = False
    yield
    limiter.enabled = True


@pytest.fixture
def pages(app: Flask, signed_in: FlaskClient, as_role, write, served) -> dict[str, str]:
    """Every page that links lead to, one of each view: its path and text."""
    write(served)
    as_role(Role.AGENT)  # another account than one's own, for the links to lead to
    ahead = [rule.rule for rule in app.url_map.iter_rules() if not rule.arguments]
    been: set[str] = set()
    found: dict[str, str] = {}
    while ahead:
        path = ahead.pop(0)
        endpoint = view_of(app, path, "GET")
        if endpoint is None or endpoint in been or "administrator-id" in path:
            continue
        been.add(endpoint)
        with signed_in.get(path) as answer:
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found[path] = answer.text
                ahead += [address.replace("&amp;", "&") for address in ADDRESS.findall(answer.text)]
    assert {"/accounts", "/accounts/agent-id", "/tokens"} <= found.keys()
    return found


def test_no_address_is_taken_for_more_than_a_name(app: Flask, signed_in: FlaskClient) -> None:
    wrong = []
    for rule in app.url_map.iter_rules():
        for evil in EVILS if rule.arguments else ():
            path = re.sub(r"<[^>]+>", quote(evil, safe=""), rule.rule)
            for method in rule.methods & {"GET", "POST"}:
                wrong += faults(signed_in.open(path, method=method), f"{method} {path}")

    assert not wrong, "\n".join(wrong)


@EACH_KIND
def test_no_query_is_taken_for_more_than_a_wish(signed_in: FlaskClient, pages: dict[str, str], evils) -> None:
    wrong = []
    for path, text in pages.items():
        here = urlsplit(path).path
        offered = [{name} for name in set(queries(text, here))]  # each alone: a refused one hides the others
        for names in (ALWAYS, *offered):
            for evil in evils:
                there = f"{here}?{urlencode(dict.fromkeys(names, evil))}"
                wrong += faults(signed_in.get(there), there)

    assert not wrong, "\n".join(wrong)


@EACH_KIND
@pytest.mark.usefixtures("press")
def test_no_form_keeps_what_does_harm(app: Flask, signed_in: FlaskClient, pages, database, evils) -> None:
    wrong, sent_before = [], set()
    for path, text in pages.items():
        for action, fields in posts(text):
            form = (view_of(app, action or path, "POST"), *fields)
            if form[0] in LEAVES or form in sent_before:  # that of another row, or one that stands on every page
                continue
            sent_before.add(form)
            for evil in evils:
                for name in fields.keys() - {"csrf_token"}:
                    sent = fields | {name: evil}
                    wrong += faults(signed_in.post(action or path, data=sent), f"POST {action or path} {name}={evil!r}")
    for path in pages:
        wrong += faults(signed_in.get(path), f"{path} afterwards")

    assert not wrong, "\n".join(wrong)
    assert not [row for row in wishes(database) if "Originate" in row]


@pytest.mark.parametrize("evil", [r"\ud800", r"nul\u0000nul", r"x\r\nAction: Originate", SUM])
def test_no_body_breaks_the_api(app: Flask, client: FlaskClient, bearer, evil: str) -> None:
    described, headers = client.get("/api/openapi.json").json, bearer(*Permission)
    wrong = []
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content is None:
                continue
            body = sane(content["schema"], described)
            for name in body:
                raw = json.dumps(body | {name: "EVIL"}).replace("EVIL", evil)
                there = re.sub(r"\{[^}]+\}", "reception", path)
                answer = client.open(there, method=method, data=raw, content_type="application/json", headers=headers)
                wrong += faults(answer, f"{method} {there} {name}={evil}")

    assert not wrong, "\n".join(wrong)


def faults(answer: TestResponse, asked: str) -> list[str]:
    """What is wrong with an answer to something hostile."""
    with answer:
        found = [f"{answer.status_code}: {asked[:200]}"] if answer.status_code >= 500 else []
        headers = f"{answer.headers}"
        if "X-Injected" in answer.headers or not answer.headers.get("Location", "/").startswith("/"):
            found.append(f"{headers}: {asked[:200]}")
        text = "" if answer.is_streamed and answer.mimetype == "text/event-stream" else answer.text
        if answer.mimetype == "text/html" and (SCRIPT in text or "94011" in text):
            found.append(f"in the page as it was sent: {asked[:200]}")
        if answer.mimetype == "text/csv" and re.search(r'(^|[,;"\n])=HYPER', text):
            found.append(f"a formula in the file: {asked[:200]}")
        return found + (["a file of the system"] if "root:x:" in text else [])


def view_of(app: Flask, path: str, method: str) -> str | None:
    """Which view answers at an address."""
    try:
        endpoint: str = app.url_map.bind("localhost").match(urlsplit(path).path, method)[0]
    except HTTPException:
        return None
    return endpoint


def queries(text: str, path: str) -> Iterator[str]:
    """What a page asks of itself: in its links and in its filters."""
    for address in ADDRESS.findall(text):
        parts = urlsplit(address.replace("&amp;", "&"))
        yield from parse_qs(parts.query) if parts.path == path else ()
    for action, method, fields in forms(text):
        yield from fields if method == "get" and action in {"", path} else ()


def posts(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What a page may send."""
    for action, method, fields in forms(text):
        if method == "post":
            yield action, fields


def forms(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """The forms of a page."""
    reader = Forms()
    reader.feed(text)
    return reader.found


def wishes(database: Any) -> list[str]:
    """Everything the engine was asked to do."""
    with database.read() as connection:
        return [str(dict(row)) for row in connection.exec_driver_sql("SELECT * FROM intentions").mappings()]


def sane(schema: dict[str, Any], described: dict[str, Any]) -> Any:
    """A value such a schema may well mean."""
    if "$ref" in schema:
        return sane(described["components"]["schemas"][schema["$ref"].rpartition("/")[2]], described)
    if "anyOf" in schema or "allOf" in schema:
        return sane((schema.get("anyOf") or schema["allOf"])[0], described)
    if "default" in schema or "enum" in schema:
        return schema.get("default", (schema.get("enum") or [None])[0])
    plain = {"string": "x1", "integer": schema.get("minimum", 1), "number": 1, "array": [], "boolean": True}
    if schema.get("type") != "object":
        return plain.get(schema.get("type", ""))
    return {name: sane(inner, described) for name, inner in schema.get("properties", {}).items()}
