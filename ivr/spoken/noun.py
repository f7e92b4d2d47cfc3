"""A thing counted: its word after a number, by the plural rules of its language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from babel import Locale

from ivr.spoken.grammar import Case, Gender
from ivr.spoken.number import counting


@dataclass(frozen=True, slots=True)
class Noun:
    """Its word for each plural category of the language (Babel's names), and after one in other cases."""

    forms: Mapping[str, str]
    gender: Gender = Gender.MASCULINE
    singular: Mapping[Case, str] = field(default_factory=dict)

    def after(self, count: int, language: str, case: Case = Case.NOMINATIVE) -> str:
        """The word after this number."""
        category = Locale.parse(language).plural_form(count)
        if category == "one":
            return self.singular.get(case) or self.forms.get("one") or self.forms["other"]
        if case is Case.GENITIVE:
            return self.forms["many"]  # of two minutes: двух минут, the genitive plural that many takes anyway
        return self.forms.get(category) or self.forms["other"]


def slavic(gender: Gender, *forms: str, genitive: str = "", accusative: str = "") -> Noun:
    """A Ukrainian or Russian noun: after one, two, five; its genitive and accusative singular where they are said."""
    singular = {Case.GENITIVE: genitive or forms[0], Case.ACCUSATIVE: accusative or forms[0]}
    return Noun(dict(zip(("one", "few", "many"), forms, strict=True)), gender, singular)


def counted(count: int, noun: Noun, language: str, case: Case = Case.NOMINATIVE) -> str:
    """Number and thing, agreeing: одна хвилина, дві хвилини, п'ять хвилин."""
    return f"{counting(count, language, noun.gender, case)} {noun.after(count, language, case)}"
