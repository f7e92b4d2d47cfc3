"""Lengths of time in words."""

from babel import Locale
from babel.units import format_unit

from ivr.calls.values import Duration
from ivr.errors import AuthorError
from ivr.spoken.form import Form
from ivr.spoken.language import reading
from ivr.spoken.number import counting

_AND = {"en": " and ", "hu": " "}
_HUNGARIAN_WITHIN = {"óra": "órán belül", "perc": "percen belül", "másodperc": "másodpercen belül"}


def duration(value: Duration, form: Form, language: str) -> str:
    """At most two units: hours and minutes, or minutes and seconds."""
    joiner = reading(_AND, language, "lengths of time")
    text = joiner.join(_counted(count, unit, language) for unit, count in _units(value.seconds))
    if form is Form.WITHIN and language == "hu":
        words, _, last = text.rpartition(" ")
        return f"{words} {_HUNGARIAN_WITHIN[last]}"
    if form not in (Form.PLAIN, Form.WITHIN):
        raise AuthorError(f"a length of time has no form {form!r}")
    return text


def _units(seconds: int) -> list[tuple[str, int]]:
    if seconds >= 3600:
        hours, minutes = divmod((seconds + 30) // 60, 60)
        units = [("hour", hours), ("minute", minutes)]
    else:
        minutes, rest = divmod(seconds, 60)
        units = [("minute", minutes), ("second", rest)]
    return [(unit, count) for unit, count in units if count] or [("second", 0)]


def _counted(count: int, unit: str, language: str) -> str:
    """Babel knows the unit's name in the plural this count needs; the figure before it becomes words."""
    named = format_unit(count, f"duration-{unit}", length="long", locale=Locale.parse(language), format="0")
    return named.replace(str(count), counting(count, language))
