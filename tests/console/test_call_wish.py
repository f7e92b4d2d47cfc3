"""An address read as a search."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from ivr.calls.disposition import Disposition
from ivr.console.call_wish import asked_of
from ivr.hours.zone import zone

BUDAPEST = zone("Europe/Budapest")


@pytest.fixture(autouse=True)
def _reading(app: Flask):
    with app.test_request_context():
        yield


def asked(**address: str):
    return asked_of(address, BUDAPEST, frozenset({"nurse"}))


def test_what_is_not_asked_is_anything() -> None:
    wish = asked().wish
    assert (wish.number, wish.since, wish.queue, wish.disposition) == (None, None, None, None)
    assert wish.scope == {"nurse"}


def test_everything_asked_is_searched_for() -> None:
    wish = asked(number=" 30 123 ", queue="nurse", agent="agent-anna", outcome="served", before="x").wish
    assert (wish.number, wish.queue, wish.agent, wish.before) == ("30 123", "nurse", "agent-anna", "x")
    assert wish.disposition is Disposition.SERVED


def test_a_day_is_the_readers_and_whole() -> None:
    wish = asked(since="2026-11-22", until="2026-11-22").wish
    assert wish.since == datetime(2026, 11, 21, 23, tzinfo=UTC)
    assert wish.until == datetime(2026, 11, 22, 23, tzinfo=UTC)


def test_of_an_hour_that_comes_twice_both_are_meant() -> None:
    wish = asked(since="2026-10-25T02:30", until="2026-10-25T02:40").wish
    assert wish.since == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert wish.until == datetime(2026, 10, 25, 1, 40, tzinfo=UTC)


def test_signs_no_database_keeps_are_left_out() -> None:
    assert asked(queue="nur\x00se\u2028").wish.queue == "nurse"


def test_mistakes_are_of_their_fields_and_keep_what_was_typed() -> None:
    found = asked(number="none", since="1999-01-01", outcome="x")
    assert set(found.mistakes) == {"number", "since", "outcome"}
    assert found.typed["since"] == "1999-01-01"
