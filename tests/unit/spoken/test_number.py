"""Numbers in words; the Hungarian table holds the cases num2words gets wrong as well."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from ivr.errors import AuthorError
from ivr.spoken.language import LANGUAGES
from ivr.spoken.number import cardinal, counting, decimal, digit_by_digit, ordinal


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"),
        (2, "two"),
        (21, "twenty-one"),
        (101, "one hundred and one"),
        (1998, "one thousand nine hundred and ninety-eight"),
        (-3, "minus three"),
    ],
)
def test_english_cardinals(value: int, words: str) -> None:
    assert cardinal(value, "en") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nulla"),
        (2, "kettő"),
        (22, "huszonkettő"),
        (102, "százkettő"),
        (202, "kétszázkettő"),
        (1998, "ezerkilencszázkilencvennyolc"),
        (2000, "kétezer"),
        (2002, "kétezer-kettő"),
        (2026, "kétezer-huszonhat"),
        (12500, "tizenkétezer-ötszáz"),
        (22000, "huszonkétezer"),
        (2000000, "kétmillió"),
        (-2, "mínusz kettő"),
    ],
)
def test_hungarian_cardinals(value: int, words: str) -> None:
    assert cardinal(value, "hu") == words


@pytest.mark.parametrize(("value", "words"), [(1, "egy"), (2, "két"), (12, "tizenkét"), (102, "százkét"), (20, "húsz")])
def test_hungarian_two_is_short_before_what_is_counted(value: int, words: str) -> None:
    assert counting(value, "hu") == words


@pytest.mark.parametrize(
    ("value", "english", "hungarian"),
    [
        (1, "first", "első"),
        (2, "second", "második"),
        (3, "third", "harmadik"),
        (12, "twelfth", "tizenkettedik"),
        (21, "twenty-first", "huszonegyedik"),
        (102, "one hundred and second", "százkettedik"),
        (2002, "two thousand and second", "kétezer-kettedik"),
    ],
)
def test_ordinals(value: int, english: str, hungarian: str) -> None:
    assert (ordinal(value, "en"), ordinal(value, "hu")) == (english, hungarian)


@given(st.integers(0, 10**9).filter(lambda value: value % 1000 not in (2, 102, 202, 302, 402, 502, 602, 702, 802, 902)))
def test_hungarian_agrees_with_num2words_but_for_its_known_slips(value: int) -> None:
    assert cardinal(value, "hu") == str(num2words(value, lang="hu")).replace("kettőezer", "kétezer")


@given(st.integers(-(10**12), 10**12))
def test_no_number_has_a_pause_or_a_figure_in_it(value: int) -> None:
    for language in LANGUAGES:
        assert not set(cardinal(value, language)) & set(",0123456789")


def test_a_telephone_number_is_said_three_digits_at_a_breath() -> None:
    assert digit_by_digit("+3612#", "en") == "plus three six, one two hash"
    assert digit_by_digit("*0620", "hu") == "csillag nulla hat, kettő nulla"


def test_an_unknown_language_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="'de'"):
        cardinal(1, "de")


def test_a_vietnamese_fraction_is_said_by_its_digits_because_num2words_drops_its_zeros() -> None:
    assert decimal(Decimal("1.05"), "vi") == "một phẩy không năm"
    assert num2words(Decimal("1.05"), lang="vi") == num2words(Decimal("1.5"), lang="vi").replace(" mươi", "")
    assert decimal(Decimal("5.5"), "hu") == "öt egész öt tized"
