"""Every kind of value finds its words."""

from datetime import UTC, datetime

import pytest

from ivr.calls.values import Digits, Duration, Moment, Money, Number, NumberKind, Text, Value
from ivr.errors import AuthorError
from ivr.spoken.form import Form
from ivr.spoken.value import words

EACH: list[tuple[Value, str]] = [
    (Number(2), "kettő"),
    (Number(2, NumberKind.ORDINAL), "második"),
    (Money(200, "EUR"), "két euró"),
    (Duration(120), "két perc"),
    (Digits("22"), "kettő kettő"),
    (Text("Kovács Anna"), "Kovács Anna"),
    (Moment(datetime(2026, 11, 22, tzinfo=UTC), "UTC"), "november huszonkettedike, vasárnap, éjfél"),
]


@pytest.mark.parametrize(("value", "said"), EACH)
def test_each_kind_of_value_has_words(value: Value, said: str) -> None:
    assert words(value, Form.PLAIN, "hu") == said


def test_a_number_before_what_is_counted_is_short() -> None:
    assert words(Number(2), Form.COUNT, "hu") == "két"


@pytest.mark.parametrize("value", [Money(1, "EUR"), Digits("1"), Text("a"), Number(1), Number(1, NumberKind.ORDINAL)])
def test_a_form_the_value_cannot_take_is_the_authors_mistake(value: Value) -> None:
    with pytest.raises(AuthorError, match="no form"):
        words(value, Form.FROM, "hu")


def test_a_number_takes_the_gender_its_prompt_asks_for() -> None:
    assert words(Number(21), Form.FEMININE, "ru") == "двадцать одна"
    assert words(Number(3, NumberKind.ORDINAL), Form.NEUTER, "uk") == "третє"
    assert words(Number(2), Form.NEUTER, "hu") == "két"
