"""Things counted agree with their number."""

import pytest

from ivr.spoken.grammar import Case, Gender
from ivr.spoken.noun import Noun, counted, slavic

MINUTE = slavic(Gender.FEMININE, "хвилина", "хвилини", "хвилин", genitive="хвилини", accusative="хвилину")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "нуль хвилин"),
        (1, "одна хвилина"),
        (3, "три хвилини"),
        (5, "п'ять хвилин"),
        (11, "одинадцять хвилин"),
        (12, "дванадцять хвилин"),
        (21, "двадцять одна хвилина"),
        (24, "двадцять чотири хвилини"),
        (111, "сто одинадцять хвилин"),
    ],
)
def test_a_slavic_noun_follows_the_last_word_of_its_number(count: int, said: str) -> None:
    assert counted(count, MINUTE, "uk") == said


@pytest.mark.parametrize(
    ("count", "genitive", "accusative"),
    [
        (1, "однієї хвилини", "одну хвилину"),
        (2, "двох хвилин", "дві хвилини"),
        (21, "двадцяти однієї хвилини", "двадцять одну хвилину"),
    ],
)
def test_it_is_declined_with_its_number(count: int, genitive: str, accusative: str) -> None:
    assert counted(count, MINUTE, "uk", Case.GENITIVE) == genitive
    assert counted(count, MINUTE, "uk", Case.ACCUSATIVE) == accusative


def test_a_language_with_one_form_needs_one_word() -> None:
    assert [counted(count, Noun({"other": "perc"}), "hu") for count in (1, 2)] == ["egy perc", "két perc"]
