"""Amounts of money in words."""

from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_name, get_currency_precision
from num2words import num2words

from ivr.calls.values import Money
from ivr.errors import AuthorError
from ivr.spoken.language import reading
from ivr.spoken.number import counting

Names = dict[str, str]  # plural category of the language -> word

# currency -> (name of the unit, name of its hundredth or None where nobody pays in hundredths any more)
_NAMES: dict[str, dict[str, tuple[Names, Names | None]]] = {
    "en": {
        "HUF": ({"one": "forint", "other": "forints"}, None),
        "EUR": ({"one": "euro", "other": "euros"}, {"one": "cent", "other": "cents"}),
        "USD": ({"one": "dollar", "other": "dollars"}, {"one": "cent", "other": "cents"}),
        "GBP": ({"one": "pound", "other": "pounds"}, {"one": "penny", "other": "pence"}),
    },
    "hu": {
        "HUF": ({"other": "forint"}, None),
        "EUR": ({"other": "euró"}, {"other": "cent"}),
        "USD": ({"other": "dollár"}, {"other": "cent"}),
        "GBP": ({"other": "font"}, {"other": "penny"}),
    },
}
_AND = {"en": " and ", "hu": " "}
_MINUS = {"en": "minus ", "hu": "mínusz "}


def money(value: Money, language: str) -> str:
    """An amount as a cashier says it: whole units, then hundredths where there are any."""
    names = reading(_NAMES, language, "amounts of money").get(value.currency)
    spoken = _rare(value, language) if names is None else _everyday(value, names, language)
    return _MINUS[language] + spoken if value.minor_units < 0 else spoken


def _everyday(value: Money, names: tuple[Names, Names | None], language: str) -> str:
    unit, hundredth = names
    whole, rest = divmod(abs(value.minor_units), 100)
    if hundredth is None:
        return _counted(whole + (rest >= 50), unit, language)
    parts = [(whole, unit)] if whole or not rest else []
    parts += [(rest, hundredth)] if rest else []
    return _AND[language].join(_counted(count, name, language) for count, name in parts)


def _counted(count: int, name: Names, language: str) -> str:
    category = Locale.parse(language).plural_form(count)
    return f"{counting(count, language)} {name.get(category, name['other'])}"


def _rare(value: Money, language: str) -> str:
    """A currency we have no everyday words for: Babel's name after the number, decimals as decimals."""
    amount = Decimal(abs(value.minor_units)).scaleb(-get_currency_precision(value.currency))
    name = get_currency_name(value.currency, amount, locale=language)
    if name == value.currency:
        raise AuthorError(f"{value.currency} is no currency with a name in language {language!r}")
    if amount == amount.to_integral_value():
        return f"{counting(int(amount), language)} {name}"
    return f"{num2words(amount.normalize(), lang=language)} {name}"
