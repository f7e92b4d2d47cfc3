"""Lengths of time in words."""

from ivr.calls.values import Duration
from ivr.errors import AuthorError
from ivr.spoken.form import Form
from ivr.spoken.grammar import Case
from ivr.spoken.language import reading
from ivr.spoken.noun import counted
from ivr.spoken.time_unit import UNITS

_AND = {"en": " and ", "hu": " ", "uk": " ", "ru": " ", "vi": " "}
_HUNGARIAN_WITHIN = {"óra": "órán belül", "perc": "percen belül", "másodperc": "másodpercen belül"}
_SLAVIC_WITHIN = {"uk": "протягом", "ru": "в течение"}


def duration(value: Duration, form: Form, language: str) -> str:
    """At most two units: hours and minutes, or minutes and seconds."""
    if form not in (Form.PLAIN, Form.WITHIN):
        raise AuthorError(f"a length of time has no form {form!r}")
    reading(_AND, language, "lengths of time")
    return _within(value, language) if form is Form.WITHIN else _said(value, language)


def _within(value: Duration, language: str) -> str:
    """Öt percen belül; протягом п'яти хвилин; in the other languages the word for it stands in the prompt."""
    if language in _SLAVIC_WITHIN:
        return f"{_SLAVIC_WITHIN[language]} {_said(value, language, Case.GENITIVE)}"
    text = _said(value, language)
    if language != "hu":
        return text
    words, _, last = text.rpartition(" ")
    return f"{words} {_HUNGARIAN_WITHIN[last]}"


def _said(value: Duration, language: str, case: Case = Case.NOMINATIVE) -> str:
    units = UNITS[language]
    return _AND[language].join(counted(count, units[unit], language, case) for unit, count in _parts(value.seconds))


def _parts(seconds: int) -> list[tuple[str, int]]:
    if seconds >= 3600:
        hours, minutes = divmod((seconds + 30) // 60, 60)
        parts = [("hour", hours), ("minute", minutes)]
    else:
        minutes, rest = divmod(seconds, 60)
        parts = [("minute", minutes), ("second", rest)]
    return [(unit, count) for unit, count in parts if count] or [("second", 0)]
