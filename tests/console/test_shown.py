"""How values are shown."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from ivr.console.catalogue import reading_as
from ivr.console.shown import clock, decimal, length, share, words

BUDAPEST = ZoneInfo("Europe/Budapest")
AT = datetime(2026, 11, 22, 23, 30, 5, tzinfo=UTC)


def test_the_clock_is_the_centres() -> None:
    assert clock(AT, BUDAPEST) == "00:30:05"


def test_a_moment_that_did_not_come_is_a_dash() -> None:
    assert clock(None, BUDAPEST) == "-"


@pytest.mark.parametrize(
    ("seconds", "said"), [(None, "-"), (0, "0 s"), (59.6, "1 min 00 s"), (605, "10 min 05 s"), (7260, "2 h 01 min")]
)
def test_a_length_has_two_units_at_most(seconds: float | None, said: str) -> None:
    assert length(seconds) == said


@pytest.mark.parametrize(("value", "said"), [(None, "-"), (0.0, "0.0 %"), (2 / 3, "66.7 %")])
def test_a_share_is_a_percentage_and_nothing_is_not_zero(value: float | None, said: str) -> None:
    assert share(value).replace("\N{NO-BREAK SPACE}", " ") == said


def test_names_become_words() -> None:
    assert words("left_menu") == "left menu"


def test_shares_and_numbers_are_written_as_the_reader_writes_them(app: Flask) -> None:
    with app.app_context(), reading_as("hu", "Europe/Budapest"):
        assert (share(2 / 3), decimal(12.5)) == ("66,7\N{NO-BREAK SPACE}%", "12,5")
