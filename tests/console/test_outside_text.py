"""Text from outside."""

import pytest

from ivr.console.outside_text import LONGEST, outside


def test_a_number_stays_as_it_is() -> None:
    assert outside("+36 30 123-4567") == "+36 30 123-4567"


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u2028", "\u2029", "\n", "\r", "\x00", "\x1b", "\u200b", "\ufeff"]
)
def test_signs_that_disturb_are_shown_as_what_they_are(sign: str) -> None:
    assert outside(f"1{sign}2") == "1\ufffd2"


def test_names_of_all_languages_are_left_alone() -> None:
    assert outside("Őze Ötvös-Árvíz 王 مريم Đặng") == "Őze Ötvös-Árvíz 王 مريم Đặng"


def test_what_has_no_end_is_cut() -> None:
    assert len(outside("9" * 10_000)) == LONGEST
