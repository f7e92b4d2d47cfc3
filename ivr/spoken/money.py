"""Amounts of money: as they are written, and in words."""

import re
from decimal import Decimal

from babel.numbers import get_currency_name, get_currency_precision

from ivr.calls.values import LARGEST_NUMBER, Money
from ivr.errors import AuthorError
from ivr.spoken.currency import NAMES, Names, gender_of
from ivr.spoken.language import reading
from ivr.spoken.noun import counted
from ivr.spoken.number import counting, decimal

_AND = {"en": " and ", "hu": " ", "uk": " ", "ru": " ", "vi": " "}
_MINUS = {"en": "minus ", "hu": "mínusz ", "uk": "мінус ", "ru": "минус ", "vi": "âm "}

_WRITTEN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,4})?) ?([A-Z]{3})")


def written_money(text: str) -> Money:
    """The amount an author writes as `12500 HUF` or `49.90 EUR`; AuthorError when it is none."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise AuthorError(f"{text!r} is no amount such as 12500 HUF or 49.90 EUR", key="amount")
    minor_units = Decimal(written[1]).scaleb(get_currency_precision(written[2]))
    if minor_units != minor_units.to_integral_value() or minor_units > LARGEST_NUMBER:
        raise AuthorError(f"{text!r} cannot be paid: too much, or more decimals than {written[2]} has", key="amount")
    return Money(int(minor_units), written[2])


def money(value: Money, language: str) -> str:
    """An amount as a cashier says it: whole units, then hundredths where there are any."""
    names = reading(NAMES, language, "amounts of money").get(value.currency)
    spoken = _rare(value, language) if names is None else _everyday(value, names, language)
    return _MINUS[language] + spoken if value.minor_units < 0 else spoken


def _everyday(value: Money, names: Names, language: str) -> str:
    unit, hundredth = names
    whole, rest = divmod(abs(value.minor_units), 10 ** get_currency_precision(value.currency))
    if hundredth is None:
        return counted(whole + (rest >= 50), unit, language)
    parts = [(whole, unit)] if whole or not rest else []
    parts += [(rest, hundredth)] if rest else []
    return _AND[language].join(counted(count, name, language) for count, name in parts)


def _rare(value: Money, language: str) -> str:
    """A currency we have no everyday words for: Babel's name after the number, decimals as decimals."""
    amount = Decimal(abs(value.minor_units)).scaleb(-get_currency_precision(value.currency)).normalize()
    whole = amount == amount.to_integral_value()
    number = int(amount) if whole else amount  # Babel takes 12.00 for a fraction: дванадцять шведської крони
    name = get_currency_name(value.currency, number, locale=language)
    if name == value.currency:
        raise AuthorError(f"{value.currency} is no currency with a name in language {language!r}")
    if not whole:
        return f"{decimal(amount, language)} {name}"
    gender = gender_of(get_currency_name(value.currency, 1, locale=language), language)
    return f"{counting(int(amount), language, gender)} {name}"
