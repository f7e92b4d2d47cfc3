"""Lengths of time in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.values import Duration
from ivr.errors import AuthorError
from ivr.spoken.duration import duration
from ivr.spoken.form import Form
from ivr.spoken.language import LANGUAGES


@pytest.mark.parametrize(
    ("seconds", "english", "hungarian"),
    [
        (0, "zero seconds", "nulla másodperc"),
        (1, "one second", "egy másodperc"),
        (60, "one minute", "egy perc"),
        (90, "one minute and thirty seconds", "egy perc harminc másodperc"),
        (120, "two minutes", "két perc"),
        (3600, "one hour", "egy óra"),
        (3725, "one hour and two minutes", "egy óra két perc"),
        (7199, "two hours", "két óra"),
        (43200, "twelve hours", "tizenkét óra"),
    ],
)
def test_at_most_two_units_are_said(seconds: int, english: str, hungarian: str) -> None:
    said = [duration(Duration(seconds), Form.PLAIN, language) for language in ("en", "hu")]
    assert said == [english, hungarian]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "harminc másodpercen belül"),
        (300, "öt percen belül"),
        (3600, "egy órán belül"),
        (5400, "egy óra harminc percen belül"),
    ],
)
def test_hungarian_within_is_an_ending_and_a_word_behind(seconds: int, words: str) -> None:
    assert duration(Duration(seconds), Form.WITHIN, "hu") == words


@given(st.integers(0, 10**6))
def test_no_figure_is_left_in_the_words(seconds: int) -> None:
    for language in LANGUAGES:
        assert not set(duration(Duration(seconds), Form.WITHIN, language)) & set("0123456789")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_length_of_time_has_no_beginning(language: str) -> None:
    with pytest.raises(AuthorError, match="no form"):
        duration(Duration(60), Form.FROM, language)


def test_slavic_within_declines_number_and_thing() -> None:
    said = [duration(Duration(seconds), Form.WITHIN, "uk") for seconds in (1260, 90)]
    assert said == ["протягом двадцяти однієї хвилини", "протягом однієї хвилини тридцяти секунд"]
