"""Numbers in words."""

import re
from collections.abc import Callable
from decimal import Decimal

from num2words import num2words

from ivr.spoken import vietnamese_number as vietnamese
from ivr.spoken.grammar import Case, Gender
from ivr.spoken.language import reading
from ivr.spoken.slavic_number import russian_cardinal, russian_ordinal, ukrainian_cardinal, ukrainian_ordinal

Inflected = Callable[[int, Gender, Case], str]

_GROUP = 3  # digits between two short pauses
_SIGNS = {
    "en": {"+": "plus", "*": "star", "#": "hash"},
    "hu": {"+": "plusz", "*": "csillag", "#": "kettőskereszt"},
    "uk": {"+": "плюс", "*": "зірочка", "#": "решітка"},
    "ru": {"+": "плюс", "*": "звёздочка", "#": "решётка"},
    "vi": {"+": "cộng", "*": "sao", "#": "thăng"},
}


def cardinal(value: int, language: str, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE) -> str:
    """How many, standing alone: kettő, two, два."""
    return reading(_CARDINALS, language, "numbers")(value, gender, case)


def counting(value: int, language: str, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE) -> str:
    """How many, before the thing counted: két (perc), two (minutes), дві (хвилини)."""
    words = cardinal(value, language, gender, case)
    return re.sub("kettő$", "két", words) if language == "hu" else words


def ordinal(value: int, language: str, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE) -> str:
    """Which one of a row: második, second, друга."""
    return reading(_ORDINALS, language, "numbers")(value, gender, case)


def decimal(value: Decimal, language: str) -> str:
    """A fraction: five point five; num2words takes 1.05 for 1.5 in Vietnamese, so there it is said by its digits."""
    if language != "vi":
        return str(num2words(value, lang=language))
    whole, _, digits = f"{value:f}".partition(".")
    return " ".join([vietnamese.cardinal(int(whole)), "phẩy", *(vietnamese.cardinal(int(digit)) for digit in digits)])


def digit_by_digit(text: str, language: str) -> str:
    """A telephone number, three digits at a breath."""
    signs = reading(_SIGNS, language, "digits")
    words = [signs.get(sign) or cardinal(int(sign), language) for sign in text]
    groups = [" ".join(words[at : at + _GROUP]) for at in range(0, len(words), _GROUP)]
    return ", ".join(groups)


def _english(value: int, _gender: Gender, _case: Case) -> str:
    return str(num2words(value, lang="en")).replace(",", "")  # it would be a pause in the middle of the number


def _english_ordinal(value: int, _gender: Gender, _case: Case) -> str:
    return str(num2words(value, lang="en", to="ordinal")).replace(",", "")


def _hungarian(value: int, _gender: Gender, _case: Case) -> str:
    words = str(num2words(value, lang="hu")).replace("kettőezer", "kétezer")  # num2words: huszonkettőezer, százkét
    return re.sub("két$", "kettő", words)


def _hungarian_ordinal(value: int, _gender: Gender, _case: Case) -> str:
    return re.sub("kétik$", "kettedik", str(num2words(value, lang="hu", to="ordinal")))  # num2words: százkétik


def _vietnamese(value: int, _gender: Gender, _case: Case) -> str:
    return vietnamese.cardinal(value)


def _vietnamese_ordinal(value: int, _gender: Gender, _case: Case) -> str:
    return vietnamese.ordinal(value)


_CARDINALS: dict[str, Inflected] = {
    "en": _english,
    "hu": _hungarian,
    "uk": ukrainian_cardinal,
    "ru": russian_cardinal,
    "vi": _vietnamese,
}
_ORDINALS: dict[str, Inflected] = {
    "en": _english_ordinal,
    "hu": _hungarian_ordinal,
    "uk": ukrainian_ordinal,
    "ru": russian_ordinal,
    "vi": _vietnamese_ordinal,
}
