"""The headers of every answer."""

import re

import pytest
from flask.testing import FlaskClient

from ivr.console.security import HEADERS


@pytest.mark.parametrize("path", ["/", "/calls", "/healthz", "/nowhere", "/sign-in", "/sign-in/x", "/api/openapi.json"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert HEADERS.items() <= dict(answer.headers).items()


def test_no_script_or_style_may_stand_in_a_page() -> None:
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_no_page_holds_what_the_policy_forbids(signed_in: FlaskClient) -> None:
    page = signed_in.get("/calls").text
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_files_of_ours_may_be_kept_and_pages_may_not(client: FlaskClient) -> None:
    with client.get("/static/css/tokens.css?v=1") as sheet:
        assert "immutable" in sheet.headers["Cache-Control"]
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
