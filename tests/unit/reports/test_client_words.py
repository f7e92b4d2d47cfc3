"""The words of a client's report."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ivr.reports.client_figures import completeness, headline
from ivr.reports.client_tables import client_tables, half_hours
from ivr.reports.client_words import Words
from ivr.reports.period import period_of

ENGLISH, HUNGARIAN = Words("en"), Words("hu")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ENGLISH, ["1,234.5", "81.3\u00a0%", "+1.5 pts", "1 h 01 min", "Mon 5 Oct 2026", "October 2026"]),
        (HUNGARIAN, ["1\u00a0234,5", "81,3\u00a0%", "+1,5 százalékpont", "1 ó 01 p", "2026. 10. 05. H",
                     "2026. október"]),
    ],
    ids=["en", "hu"],
)  # fmt: skip
def test_numbers_and_days_are_written_as_the_language_does(words: Words, said: list[str]) -> None:
    written = [words.number(1234.5, 1), words.share(0.8126), words.points(0.815, 0.8), words.seconds(3661)]

    assert [*written, words.day(date(2026, 10, 5)), words.period(period_of("2026-10"))] == said


def test_what_has_no_value_is_a_dash() -> None:
    assert {ENGLISH.number(None), ENGLISH.share(None), ENGLISH.seconds(None), ENGLISH.points(None, 1)} == {"–"}


def test_signs_are_those_of_what_is_shown() -> None:
    assert [ENGLISH.signed(one, 1) for one in (1.26, -1.26, 0.01, -0.01)] == ["+1.3", "−1.3", "±0.0", "±0.0"]


def test_a_week_is_told_with_its_days() -> None:
    assert ENGLISH.period(period_of("2026-W46")) == "week 46 of 2026 (Mon 9 Nov 2026 – Sun 15 Nov 2026)"
    assert HUNGARIAN.period(period_of("2026-W46")).startswith("2026. 46. hét (2026. 11. 09. H – ")


def test_of_a_language_we_have_not_english_is_said() -> None:
    assert Words("xx").say("Calls") == "Calls"


class Listening(Words):
    """Remembers what it was asked to say."""

    def __init__(self) -> None:
        super().__init__("hu")
        self.heard: set[str] = set()

    def say(self, text: str, **values: Any) -> str:
        self.heard.add(text)
        return super().say(text, **values)


def test_everything_a_report_says_is_there_in_hungarian(made_report, made_quarter) -> None:
    words, at = Listening(), datetime(2026, 10, 5, 8, tzinfo=UTC)
    quarter = made_quarter("2026-10-05T09:00+02:00")
    for report in (made_report(quarter, now=at, blind=[(at, None)]), made_report()):
        completeness(report, words)
        headline(report, words)
        client_tables(report, words)
        half_hours(report, words)

    assert {text for text in words.heard if HUNGARIAN.say(text) is text} == set()
