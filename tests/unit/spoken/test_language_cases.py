"""Tables of cases, one file a language: `kind.form value | what is said`, written to be read by a native speaker."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.calls.values import Digits, Duration, Moment, MomentPart, Money, Number, NumberKind, Value
from ivr.spoken.form import Form
from ivr.spoken.language import LANGUAGES
from ivr.spoken.value import words

TABLES = {
    path.stem: path.read_text(encoding="utf-8").splitlines() for path in Path(__file__).parent.glob("cases/*.txt")
}
CASES = [(language, *map(str.strip, line.split("|"))) for language, lines in TABLES.items() for line in lines]
GENDERED = {"count", "feminine", "neuter"}  # forms that only a number has


def value_of(kind: str, text: str) -> Value:
    if kind == "number":
        return Number(int(text))
    if kind == "ordinal":
        return Number(int(text), NumberKind.ORDINAL)
    if kind == "digits":
        return Digits(text)
    if kind == "duration":
        return Duration(int(text))
    if kind == "money":
        amount, currency = text.split()
        return Money(int(amount), currency)
    return Moment(datetime.fromisoformat(text).replace(tzinfo=UTC), "UTC", MomentPart(kind))


def said(case: str, language: str) -> str:
    name, _, text = case.partition(" ")
    kind, _, form = name.partition(".")
    if kind in GENDERED:
        kind, form = "number", kind
    return words(value_of(kind, text), Form(form or Form.PLAIN), language)


@pytest.mark.parametrize(("language", "case", "expected"), CASES)
def test_each_case_is_said_as_its_table_has_it(language: str, case: str, expected: str) -> None:
    assert said(case, language) == expected


def test_every_language_has_at_least_fifty_cases_and_all_have_the_same() -> None:
    cases = {language: [line.split("|")[0].strip() for line in lines] for language, lines in TABLES.items()}
    assert sorted(cases) == sorted(LANGUAGES)
    assert all(each == cases["en"] for each in cases.values())
    assert len(set(cases["en"])) >= 50
