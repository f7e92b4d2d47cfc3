"""The streams of pages."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from ivr.access.role import Role
from ivr.console import live_page
from ivr.console.live_client import Client, Wire
from ivr.console.live_stream import MOST_CLIENTS
from ivr.console.live_view import Group


@pytest.fixture
def watch(as_role, line) -> Callable[..., TestResponse]:
    """A supervisor opens the calls of now."""

    def opened(**headers: str) -> TestResponse:
        browser = as_role(Role.SUPERVISOR, language="hu")
        return browser.get(
            "/calls/live", headers=headers, environ_overrides={"gunicorn.socket": line[0]}, buffered=False
        )

    return opened


def test_a_stream_is_in_the_readers_language(watch, first_sent) -> None:
    assert "Senki sincs a vonalban." in first_sent(watch())


def test_it_goes_on_when_the_servers_part_is_over(app: Flask, watch, first_sent) -> None:
    first_sent(watch())
    assert live_page.stream_of(app).clients == 1


def test_a_request_that_ends_before_is_forgotten(app: Flask, watch) -> None:
    watch().close()
    assert live_page.stream_of(app).clients == 0


def test_asking_for_the_headers_alone_opens_nothing(app: Flask, as_role) -> None:
    as_role(Role.SUPERVISOR).head("/calls/live").close()
    assert live_page.stream_of(app).clients == 0


def test_a_browser_that_reads_it_is_sent_the_stream_in_small(watch) -> None:
    packed, whole = watch(**{"Accept-Encoding": "gzip, deflate"}), watch()
    assert [answer.headers.get("Content-Encoding") for answer in (packed, whole)] == ["deflate", None]
    assert packed.headers["Vary"] == "Accept-Encoding, Cookie"
    packed.close()
    whole.close()


def test_too_many_pages_are_refused(app: Flask, watch) -> None:
    for number in range(MOST_CLIENTS):
        group = Group("live_calls", "hu", "UTC")
        live_page.stream_of(app).open(Client(group, str(number), Wire(packed=False, chunked=True), 0.0))
    assert watch().status_code == 429
