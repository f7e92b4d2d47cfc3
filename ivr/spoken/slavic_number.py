"""Ukrainian and Russian numbers in gender and case: num2words' words, with its slips mended."""

import re

from num2words import num2words

from ivr.spoken.grammar import Case, Gender

_RUSSIAN_CASES = {Case.NOMINATIVE: "n", Case.GENITIVE: "g", Case.ACCUSATIVE: "a", Case.LOCATIVE: "p"}
_CASES = tuple(Case)  # the order of the endings below
# endings of Ukrainian ordinals, of which num2words knows only the masculine nominative
_HARD = {
    Gender.MASCULINE: ("ий", "ого", "ий", "ому"),
    Gender.FEMININE: ("а", "ої", "у", "ій"),
    Gender.NEUTER: ("е", "ого", "е", "ому"),
}
_SOFT = {  # третій alone
    Gender.MASCULINE: ("ій", "ього", "ій", "ьому"),
    Gender.FEMININE: ("я", "ьої", "ю", "ій"),
    Gender.NEUTER: ("є", "ього", "є", "ьому"),
}


def russian_cardinal(value: int, gender: Gender, case: Case) -> str:
    """Две, двух: what is counted here is never alive."""
    words = str(num2words(value, lang="ru", gender=gender[0], case=_RUSSIAN_CASES[case], animate=False))
    return words.replace("двух тысячи", "две тысячи") if case is Case.ACCUSATIVE else words


def russian_ordinal(value: int, gender: Gender, case: Case) -> str:
    """Вторая, второго."""
    return str(num2words(value, lang="ru", to="ordinal", gender=gender[0], case=_RUSSIAN_CASES[case], animate=False))


def ukrainian_cardinal(value: int, gender: Gender, case: Case) -> str:
    """Дві, двох."""
    words = str(num2words(value, lang="uk", gender=gender.value, case=case.value))
    if gender is Gender.NEUTER and case in (Case.NOMINATIVE, Case.ACCUSATIVE):
        words = re.sub("один$", "одне", words)
    if case is Case.GENITIVE:
        words = re.sub("(?<=[хи])ста\\b", "сот", words)  # двохста, п'ятиста; but ста and дев'яноста stay
        words = re.sub("нуль$", "нуля", words).replace("тисячи", "тисячі")
    return words


def ukrainian_ordinal(value: int, gender: Gender, case: Case) -> str:
    """Друга, другого: only the last word of a row of words is declined."""
    words = str(num2words(value, lang="uk", to="ordinal")) if value else "нульовий"
    words = re.sub("^(одна|один) ", "", words)  # тисяча перший
    endings = _SOFT if words.endswith("третій") else _HARD
    return words[:-2] + endings[gender][_CASES.index(case)]
