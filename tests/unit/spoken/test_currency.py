"""Everyday names of money end Babel's full ones, where it has them."""

import pytest
from babel.numbers import get_currency_name

from ivr.spoken.currency import NAMES, gender_of
from ivr.spoken.grammar import Gender
from ivr.spoken.language import LANGUAGES

FULL = [(language, code) for language in ("uk", "ru") for code in ("HUF", "EUR", "USD", "GBP", "UAH", "RUB", "VND")]


@pytest.mark.parametrize(("language", "code"), FULL)
@pytest.mark.parametrize("count", [1, 2, 5, 11, 21, 24])
def test_slavic_names_have_the_plurals_of_babel(language: str, code: str, count: int) -> None:
    assert NAMES[language][code][0].after(count, language) in get_currency_name(code, count, locale=language).split()


@pytest.mark.parametrize(("language", "code"), FULL)
def test_the_gender_read_from_babels_name_is_that_of_ours(language: str, code: str) -> None:
    if code != "EUR":  # євро ends like a neuter and is none
        assert gender_of(get_currency_name(code, 1, locale=language), language) is NAMES[language][code][0].gender


@pytest.mark.parametrize(
    ("code", "gender"), [("SEK", Gender.FEMININE), ("JPY", Gender.FEMININE), ("CAD", Gender.MASCULINE)]
)
def test_rare_currencies_have_a_gender_too(code: str, gender: Gender) -> None:
    assert {gender_of(get_currency_name(code, 1, locale=language), language) for language in ("uk", "ru")} == {gender}


def test_all_languages_know_the_same_money_by_heart() -> None:
    assert sorted(NAMES) == sorted(LANGUAGES)
    assert len({tuple(names) for names in NAMES.values()}) == 1
    dongs = {language: names["VND"][0].after(5, language) for language, names in NAMES.items()}
    assert dongs == {"en": "dong", "hu": "dong", "uk": "донгів", "ru": "донгов", "vi": "đồng"}
