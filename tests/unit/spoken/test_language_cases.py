"""The tables of docs/voices.md: what stands there is said, and is what Babel and num2words say, but for their slips."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import get_currency_name, get_currency_precision
from babel.units import format_unit
from num2words import num2words

from ivr.calls.values import Digits, Duration, Moment, MomentPart, Money, Number, NumberKind, Value
from ivr.spoken.form import Form
from ivr.spoken.language import LANGUAGES
from ivr.spoken.value import words

PAGE = Path(__file__).resolve().parents[3] / "docs" / "voices.md"
ROWS = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in PAGE.read_text("utf-8").splitlines()]
CASES = {
    language: {row[0]: row[column] for row in ROWS if row and row[0].split()[0][0].islower() and row[0] != "case"}
    for column, language in enumerate(next(row[1:] for row in ROWS if row and row[0] == "case"), start=1)
}
UNITS = ((3600, "hour"), (60, "minute"), (1, "second"))
SLAVIC = {"uk", "ru"}
GENDERS = {("uk", "feminine"): "feminine", ("ru", "feminine"): "f", ("uk", "neuter"): "neuter", ("ru", "neuter"): "n"}
FEMININE = {"UAH", "SEK"}  # of the currencies in the table

Words = Iterator[tuple[str, ...]]  # of each tuple one has to be said

# Words of theirs that are wrong where ours are not.
SLIPS = {
    "uk": {"neuter 1": "один", "ordinal 1001": "одна тисяча перш"},
    "hu": {"date.at 2026-01-01T08:00": "első"},  # elsején, its one irregular ending
    "vi": {
        "number 1005": "một nghìn lẻ năm",
        "number 2026": "hai nghìn lẻ hai mươi sáu",
        "number -3": "mười bảy",
        "ordinal 1": "một",
        "ordinal 4": "bốn",
        "ordinal.neuter 1": "một",
        "ordinal 1001": "một nghìn lẻ một",
    },
}
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


@pytest.mark.parametrize(
    ("language", "case", "expected"), [(language, *row) for language, rows in CASES.items() for row in rows.items()]
)
def test_each_case_is_said_as_the_page_has_it(language: str, case: str, expected: str) -> None:
    assert said(case, language) == expected


def test_every_language_has_at_least_fifty_cases_of_every_kind_of_value() -> None:
    assert sorted(CASES) == sorted(LANGUAGES)
    assert all(len(cases) >= 50 and all(cases.values()) for cases in CASES.values())
    assert {re.split("[ .]", case)[0] for case in CASES["en"]} == set(OTHERS)


def number(value: int, language: str, gender: str = "") -> tuple[str, ...]:
    known = {"gender": GENDERS[language, gender]} if (language, gender) in GENDERS else {}
    said = str(num2words(value, lang=language, **known)).replace(",", "")
    return said, said.replace("kettő", "két")  # two is short in Hungarian before what is counted: num2words never is


def place_in_a_row(value: int, language: str) -> str:
    """An ordinal; of a Slavic one what all its genders and cases have in common."""
    said = str(num2words(value, lang=language, to="ordinal"))
    return said[:-2] if language in SLAVIC else said


def of_number(kind: str, _form: str, value: str, language: str) -> Words:
    yield number(int(value), language, kind)


def of_ordinal(_kind: str, _form: str, value: str, language: str) -> Words:
    yield (place_in_a_row(int(value), language),)


def of_digits(_kind: str, _form: str, value: str, language: str) -> Words:
    yield from (number(int(digit), language) for digit in value if digit.isdigit())


def of_duration(_kind: str, form: str, value: str, language: str) -> Words:
    rest = int(value)
    for seconds, unit in UNITS:
        count, rest = divmod(rest, seconds)
        if count and not (form and language in SLAVIC):
            yield number(count, language, "" if (language, unit) == ("ru", "hour") else "feminine")
            name = format_unit(count, f"duration-{unit}", length="long", locale=language)
            yield ("" if language == "vi" else name.split()[-1],)  # Babel has no Vietnamese ones


def of_money(_kind: str, _form: str, value: str, language: str) -> Words:
    minor_units, currency = value.split()
    amount = Decimal(minor_units.lstrip("-")).scaleb(-get_currency_precision(currency))
    yield number(int(amount), language, "feminine" if currency in FEMININE else "")
    count = amount if currency == "CHF" else int(amount)  # where hundredths are a fraction of the unit
    name = get_currency_name(currency, count, locale=language).replace("-", " ")
    if language != "vi" or currency in {"VND", "USD", "SEK", "CHF"}:  # phô rin: spelled for a Vietnamese voice
        yield tuple(name.split())


def of_time(_kind: str, form: str, value: str, language: str) -> Words:
    at = datetime.fromisoformat(value)
    hour = (at.hour - 1) % 12 + 1 if language == "en" else at.hour
    declined = (language in SLAVIC and form in {"from", "until"}) or (language, form) == ("ru", "at")
    if at.minute and not declined:
        yield number(at.minute, language, "feminine")
    if at.hour and not (language == "en" and at.hour == 12) and not (language == "ru" and form in {"from", "until"}):
        yield (place_in_a_row(hour, "uk"),) if language == "uk" else number(hour, language)


def of_date(kind: str, form: str, value: str, language: str) -> Words:
    at = datetime.fromisoformat(value)
    if not form or (form == "at" and language not in SLAVIC):
        yield (format_date(at, "EEEE", locale=language),)
    if kind != "weekday":
        day_month = format_date(at, "d MMMM", locale=language).split()
        yield (number(at.month, "vi")[0], "tư") if language == "vi" else tuple(day_month)
        yield number(at.day, language) if language == "vi" else (place_in_a_row(at.day, language),)


OTHERS: dict[str, Callable[[str, str, str, str], Words]] = {
    **dict.fromkeys(("number", "count", "feminine", "neuter"), of_number),
    "ordinal": of_ordinal,
    "digits": of_digits,
    "duration": of_duration,
    "money": of_money,
    "time": of_time,
    **dict.fromkeys(("date", "weekday", "datetime"), of_date),
}


def their_words(case: str, language: str) -> list[tuple[str, ...]]:
    name, _, value = case.partition(" ")
    kind, _, form = name.partition(".")
    choices = OTHERS[kind](kind, form, value, language)
    return [tuple(word.lower().replace("ʼ", "'") for word in choice) for choice in choices]


@pytest.mark.parametrize("language", LANGUAGES)
def test_babel_and_num2words_have_no_other_words_than_ours(language: str) -> None:
    other = {
        case: choice[0]
        for case, ours in CASES[language].items()
        for choice in their_words(case, language)
        if not any(word in ours.lower() for word in choice)
    }
    assert other == SLIPS.get(language, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_have_words_for_eighty_cases_at_least(language: str) -> None:
    assert sum(any(map(any, their_words(case, language))) for case in CASES[language]) >= 80


def test_what_they_say_is_put_together_from_their_own_words() -> None:
    assert their_words("money 250050 UAH", "uk") == [("дві тисячі п'ятсот",) * 2, ("українських", "гривень")]
    assert their_words("date 2026-11-22T08:00", "hu") == [("vasárnap",), ("22", "november"), ("huszonkettedik",)]
