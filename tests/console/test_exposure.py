"""Where the console is reached from."""

import dataclasses
import logging
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from ivr.config import Settings
from ivr.console import exposure, live_page
from ivr.console.app import create_app


@pytest.fixture
def built(settings: Settings, database, centre, clock) -> Iterator[Callable[..., Flask]]:
    made = []

    def build(**changed: object) -> Flask:
        made.append(create_app(dataclasses.replace(settings, **changed), database, clock))
        return made[-1]

    yield build
    for app in made:
        live_page.stream_of(app).stop()


def test_on_loopback_nothing_is_warned_of(built) -> None:
    page = built().test_client().get("/sign-in").text
    assert "without encryption" not in page


def test_bound_elsewhere_every_page_and_the_log_warn(built, caplog) -> None:
    with caplog.at_level(logging.WARNING):
        app = built(host="192.0.2.7")
    assert "192.0.2.7 without TLS" in caplog.text
    assert "without encryption" in app.test_client().get("/sign-in", base_url="http://192.0.2.7").text


PROXY = {"console_trusted_proxies": ("192.0.2.1",), "console_names": ("calls.example",)}
TOLD = {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "calls.example"}


def test_a_trusted_proxys_word_counts_and_cookies_go_over_tls_only(built) -> None:
    client = built(**PROXY).test_client()
    answer = client.get("/sign-in", headers=TOLD, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert answer.status_code == 200
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_strangers_word_does_not(built) -> None:
    client = built(**PROXY).test_client()
    answer = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, environ_base={"REMOTE_ADDR": "192.0.2.8"})
    assert answer.status_code == 401


def test_a_public_name_that_was_not_set_is_refused(built) -> None:
    client = built(console_trusted_proxies=("192.0.2.1",)).test_client()
    assert client.get("/sign-in", headers=TOLD, environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 400


@pytest.mark.parametrize(
    ("host", "is_open"), [("127.0.0.1", False), ("::1", False), ("localhost", False), ("0.0.0.0", True)]
)
def test_only_loopback_is_closed(settings: Settings, host: str, is_open: bool) -> None:
    assert exposure.is_open(dataclasses.replace(settings, host=host)) is is_open
