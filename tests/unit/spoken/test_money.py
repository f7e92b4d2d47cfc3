"""Amounts of money, written and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.values import Money
from ivr.errors import AuthorError
from ivr.spoken.language import LANGUAGES
from ivr.spoken.money import money, written_money


@pytest.mark.parametrize(
    ("amount", "english", "hungarian"),
    [
        (Money(1250000, "HUF"), "twelve thousand five hundred forints", "tizenkétezer-ötszáz forint"),
        (Money(100, "HUF"), "one forint", "egy forint"),
        (Money(250, "HUF"), "three forints", "három forint"),
        (Money(200, "EUR"), "two euros", "két euró"),
        (Money(1550, "EUR"), "fifteen euros and fifty cents", "tizenöt euró ötven cent"),
        (Money(1, "EUR"), "one cent", "egy cent"),
        (Money(0, "EUR"), "zero euros", "nulla euró"),
        (Money(-100, "EUR"), "minus one euro", "mínusz egy euró"),
        (Money(1201, "GBP"), "twelve pounds and one penny", "tizenkét font egy penny"),
        (Money(1200, "CHF"), "twelve Swiss francs", "tizenkét svájci frank"),
        (Money(550, "CHF"), "five point five Swiss francs", "öt egész öt tized svájci frank"),
        (Money(500, "JPY"), "five hundred Japanese yen", "ötszáz japán jen"),
    ],
)
def test_money_is_said_as_a_cashier_says_it(amount: Money, english: str, hungarian: str) -> None:
    assert [money(amount, language) for language in ("en", "hu")] == [english, hungarian]


@given(st.integers(-(10**12), 10**12), st.sampled_from(["HUF", "EUR", "USD", "GBP", "UAH", "VND", "CHF", "JPY"]))
def test_no_figure_is_left_in_the_words(minor_units: int, currency: str) -> None:
    for language in LANGUAGES:
        assert not set(money(Money(minor_units, currency), language)) & set("0123456789")


def test_a_currency_without_a_name_is_the_authors_mistake() -> None:
    with pytest.raises(AuthorError, match="XQQ"):
        money(Money(100, "XQQ"), "en")


@pytest.mark.parametrize(
    ("amount", "ukrainian", "russian"),
    [
        (Money(100, "SEK"), "одна шведська крона", "одна шведская крона"),
        (Money(2200, "SEK"), "двадцять дві шведські крони", "двадцать две шведские кроны"),
        (Money(1000, "PLN"), "десять польських злотих", "десять польских злотых"),
        (Money(2, "JPY"), "дві японські єни", "две японские иены"),
    ],
)
def test_a_rare_currency_agrees_with_its_number(amount: Money, ukrainian: str, russian: str) -> None:
    assert (money(amount, "uk"), money(amount, "ru")) == (ukrainian, russian)


def test_a_currency_without_hundredths_is_not_divided() -> None:
    assert money(Money(50000, "VND"), "vi") == "năm mươi nghìn đồng"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12500 HUF", Money(1250000, "HUF")),
        ("49.9 EUR", Money(4990, "EUR")),
        (" 2521.02UAH", Money(252102, "UAH")),
        ("50000 VND", Money(50000, "VND")),
    ],
)
def test_a_written_amount_is_kept_in_the_smallest_unit_of_its_currency(text: str, amount: Money) -> None:
    assert written_money(text) == amount


@pytest.mark.parametrize(
    "text", ["", "12500", "HUF", "12,500 HUF", "-5 EUR", "5 eur", "1e9 EUR", "٣ EUR", "5 EUR or more", "${X} EUR"]
)
def test_what_is_no_amount_is_the_authors_mistake(text: str) -> None:
    with pytest.raises(AuthorError, match="is no amount such as 12500 HUF"):
        written_money(text)


@pytest.mark.parametrize("text", ["1.005 EUR", "0.5 VND", "999999999999 EUR"])
def test_what_nobody_can_pay_or_say_is_the_authors_mistake(text: str) -> None:
    with pytest.raises(AuthorError, match="cannot be paid"):
        written_money(text)
