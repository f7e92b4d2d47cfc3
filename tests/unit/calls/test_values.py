"""The values a prompt may hold refuse what cannot be said."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.values import TEXT_LENGTH, Digits, Duration, Moment, MomentPart, Money, Number, NumberKind, Text
from ivr.errors import Misuse

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@given(st.text())
def test_text_never_holds_a_control_character_and_never_grows_long(text: str) -> None:
    said = Text(text).text
    assert len(said) <= TEXT_LENGTH
    assert said.isprintable()
    assert said == said.strip()


def test_text_puts_a_space_where_a_line_ended() -> None:
    assert Text("Kovács\r\nAnna\x00").text == "Kovács Anna"


def test_kinds_may_be_given_by_name() -> None:
    assert Number(3, "ordinal").kind is NumberKind.ORDINAL  # type: ignore[arg-type]
    assert Moment(NOON, "Europe/Budapest", "time").part is MomentPart.TIME  # type: ignore[arg-type]


def test_a_moment_is_read_from_the_clock_of_its_zone() -> None:
    assert Moment(NOON, "Europe/Budapest").local.hour == 14


@pytest.mark.parametrize("text", ["", "12a", "1 2", "-1", "1" * 33])
def test_digits_refuse_what_is_no_key_of_a_telephone(text: str) -> None:
    with pytest.raises(Misuse):
        Digits(text)


@pytest.mark.parametrize("zone", ["Nowhere/Land", "", "../etc/passwd", "/etc/passwd"])
def test_a_moment_refuses_an_unknown_zone(zone: str) -> None:
    with pytest.raises(Misuse):
        Moment(NOON, zone)


def test_a_moment_refuses_a_time_without_zone() -> None:
    with pytest.raises(Misuse):
        Moment(datetime(2026, 7, 1), "Europe/Budapest")


@pytest.mark.parametrize("currency", ["huf", "EU", "ÉÉÉ", "EURO", "E1R"])
def test_money_refuses_what_is_no_currency_code(currency: str) -> None:
    with pytest.raises(Misuse):
        Money(100, currency)


def test_values_refuse_what_is_too_large_or_out_of_order() -> None:
    for value in (
        lambda: Number(10**13),
        lambda: Number(0, NumberKind.ORDINAL),
        lambda: Duration(-1),
        lambda: Money(10**13, "EUR"),
    ):
        with pytest.raises(Misuse):
            value()
