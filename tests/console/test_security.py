"""The headers of every answer."""

import re

import pytest
from flask.testing import FlaskClient

from ivr.console.security import HEADERS


@pytest.mark.parametrize("path", ["/", "/live", "/healthz", "/nowhere", "/sign-in/x", "/static/console.css"])
def test_every_answer_carries_the_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert HEADERS.items() <= dict(answer.headers).items()


def test_no_script_or_style_may_stand_in_a_page() -> None:
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_no_page_holds_what_the_policy_forbids(signed_in: FlaskClient) -> None:
    page = signed_in.get("/").text
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
