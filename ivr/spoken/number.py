"""Numbers in words."""

import re

from num2words import num2words

from ivr.spoken.language import LANGUAGES, reading

_GROUP = 3  # digits between two short pauses
_SIGNS = {
    "en": {"+": "plus", "*": "star", "#": "hash"},
    "hu": {"+": "plusz", "*": "csillag", "#": "kettőskereszt"},
}


def cardinal(value: int, language: str) -> str:
    """How many, standing alone: kettő, two."""
    return _TIDY[_known(language)](str(num2words(value, lang=language)))


def counting(value: int, language: str) -> str:
    """How many, before the thing counted: két (perc), two (minutes)."""
    return _BEFORE_NOUN[_known(language)](cardinal(value, language))


def ordinal(value: int, language: str) -> str:
    """Which one of a row: második, second."""
    return _TIDY_ORDINAL[_known(language)](str(num2words(value, lang=language, to="ordinal")))


def digit_by_digit(text: str, language: str) -> str:
    """A telephone number, three digits at a breath."""
    signs = reading(_SIGNS, language, "digits")
    words = [signs.get(sign) or cardinal(int(sign), language) for sign in text]
    groups = [" ".join(words[at : at + _GROUP]) for at in range(0, len(words), _GROUP)]
    return ", ".join(groups)


def _known(language: str) -> str:
    return reading({known: known for known in LANGUAGES}, language, "numbers")


def _english(words: str) -> str:
    return words.replace(",", "")  # a comma would be a pause in the middle of the number


def _hungarian(words: str) -> str:
    words = re.sub("kettőezer", "kétezer", words)  # num2words: huszonkettőezer, százkét
    return re.sub("két$", "kettő", words)


def _hungarian_ordinal(words: str) -> str:
    return re.sub("kétik$", "kettedik", words)  # num2words: százkétik


def _hungarian_before_noun(words: str) -> str:
    return re.sub("kettő$", "két", words)


def _same(words: str) -> str:
    return words


_TIDY = {"en": _english, "hu": _hungarian}
_TIDY_ORDINAL = {"en": _english, "hu": _hungarian_ordinal}
_BEFORE_NOUN = {"en": _same, "hu": _hungarian_before_noun}
