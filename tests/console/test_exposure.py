"""Where the console is reached from."""

import dataclasses
import logging

import pytest
from flask import Flask

from ivr.config import Settings
from ivr.console import exposure
from ivr.console.app import create_app


def built(settings: Settings, database, clock, **changed: object) -> Flask:
    return create_app(dataclasses.replace(settings, **changed), database, clock)


def test_on_loopback_nothing_is_warned_of(settings: Settings, database, centre, clock) -> None:
    page = built(settings, database, clock).test_client().get("/sign-in").text
    assert "without encryption" not in page


def test_bound_elsewhere_every_page_and_the_log_warn(settings, database, centre, clock, caplog) -> None:
    with caplog.at_level(logging.WARNING):
        app = built(settings, database, clock, host="192.0.2.7")
    assert "192.0.2.7 without TLS" in caplog.text
    assert "without encryption" in app.test_client().get("/sign-in", base_url="http://192.0.2.7").text


PROXY = {"console_trusted_proxies": ("192.0.2.1",), "console_names": ("calls.example",)}
TOLD = {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "calls.example"}


def test_a_trusted_proxys_word_counts_and_cookies_go_over_tls_only(settings, database, centre, clock) -> None:
    client = built(settings, database, clock, **PROXY).test_client()
    answer = client.get("/sign-in", headers=TOLD, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert answer.status_code == 200
    assert "Secure" in answer.headers["Set-Cookie"]


def test_a_strangers_word_does_not(settings, database, centre, clock) -> None:
    client = built(settings, database, clock, **PROXY).test_client()
    answer = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, environ_base={"REMOTE_ADDR": "192.0.2.8"})
    assert answer.status_code == 401


def test_a_public_name_that_was_not_set_is_refused(settings, database, centre, clock) -> None:
    client = built(settings, database, clock, console_trusted_proxies=("192.0.2.1",)).test_client()
    assert client.get("/sign-in", headers=TOLD, environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 400


@pytest.mark.parametrize(
    ("host", "is_open"), [("127.0.0.1", False), ("::1", False), ("localhost", False), ("0.0.0.0", True)]
)
def test_only_loopback_is_closed(settings: Settings, host: str, is_open: bool) -> None:
    assert exposure.is_open(dataclasses.replace(settings, host=host)) is is_open
