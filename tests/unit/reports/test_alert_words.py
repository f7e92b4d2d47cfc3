"""An alert's mail is told in words of the reader's language."""

import pytest

from ivr.reports.alert_words import FIGURES, HEADS, amount, sentence, subject
from ivr.reports.alerts import AlertKind, Telling


@pytest.mark.parametrize("language", ["en", "hu"])
def test_every_figure_and_occasion_has_words(language: str) -> None:
    assert FIGURES[language].keys() == set(AlertKind)
    assert HEADS[language].keys() == set(Telling)


def test_a_figure_is_told_with_its_unit_and_limit() -> None:
    assert sentence(AlertKind.LONGEST_WAIT, 200, 180, "en") == "Longest wait: 200 s (limit: 180 s)"
    assert sentence(AlertKind.ABANDON_RATE, 5.25, 5, "hu") == "Mai elvesztési arány: 5.2 % (határ: 5 %)"
    assert amount(AlertKind.AGENTS, 2) == "2"


def test_a_language_without_words_is_told_in_english() -> None:
    assert subject(Telling.CLEARED, "Night", "Clinic", "vi") == "[Clinic] Cleared: Night"
