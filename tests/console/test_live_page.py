"""The streams of pages."""

from collections.abc import Iterator

import pytest
from flask import Flask, g
from werkzeug.exceptions import TooManyRequests

from ivr.access.account import principal_of
from ivr.access.role import Role
from ivr.console import live_page
from ivr.console.catalogue import language
from ivr.console.live_stream import MOST_CLIENTS, Group


@pytest.fixture
def asking(app: Flask, account_of, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def render(group: Group) -> str:
        return f"<p>{language()} {group.part}</p>"

    monkeypatch.setitem(live_page._renderers, "clock", render)
    principal = principal_of(account_of(Role.AGENT, language="hu"))
    with app.test_request_context():
        g.principal = principal
        yield


def test_a_stream_is_in_the_readers_language(asking) -> None:
    answer = live_page.stream("clock", "part")
    messages = iter(answer.response)
    assert next(messages) == b"retry: 1000\n\n"
    assert next(messages) == b"data: <p>hu part</p>\n\n"


def test_a_stream_that_is_closed_is_forgotten(asking) -> None:
    answer = live_page.stream("clock")
    assert live_page.live_stream().clients == 1
    answer.close()
    assert live_page.live_stream().clients == 0


def test_too_many_pages_are_refused(asking) -> None:
    for number in range(MOST_CLIENTS):
        live_page.live_stream().open(Group("clock", "hu", "UTC"), str(number))
    with pytest.raises(TooManyRequests):
        live_page.stream("clock")
