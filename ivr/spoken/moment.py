"""Dates and times of day in words."""

from collections.abc import Callable
from datetime import datetime

from ivr.calls.values import Moment, MomentPart
from ivr.errors import AuthorError
from ivr.spoken import english_moment, hungarian_moment, russian_moment, ukrainian_moment, vietnamese_moment
from ivr.spoken.form import Form
from ivr.spoken.language import reading

Reading = Callable[[datetime, Form], str]

_FORMS = (Form.PLAIN, Form.AT, Form.FROM, Form.UNTIL)
_LANGUAGES = {
    "en": english_moment,
    "hu": hungarian_moment,
    "uk": ukrainian_moment,
    "ru": russian_moment,
    "vi": vietnamese_moment,
}
_READINGS: dict[str, dict[MomentPart, Reading]] = {
    language: {
        MomentPart.DATE: said.date,
        MomentPart.TIME: said.time,
        MomentPart.DATETIME: said.date_and_time,
        MomentPart.WEEKDAY: said.weekday,
    }
    for language, said in _LANGUAGES.items()
}


def moment(value: Moment, form: Form, language: str) -> str:
    """The asked part of a moment, on the calendar and clock of its zone; the year is never said."""
    if form not in _FORMS:
        raise AuthorError(f"a moment has no form {form!r}")
    return reading(_READINGS, language, "moments")[value.part](value.local, form)
