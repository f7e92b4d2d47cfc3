"""Dates and times of day in words."""

from collections.abc import Callable
from datetime import datetime

from ivr.calls.values import Moment, MomentPart
from ivr.errors import AuthorError
from ivr.spoken import english_moment, hungarian_moment
from ivr.spoken.form import Form
from ivr.spoken.language import reading

_FORMS = (Form.PLAIN, Form.AT, Form.FROM, Form.UNTIL)
_READINGS: dict[str, dict[MomentPart, Callable[[datetime, Form], str]]] = {
    "en": {
        MomentPart.DATE: english_moment.date,
        MomentPart.TIME: english_moment.time,
        MomentPart.DATETIME: english_moment.date_and_time,
        MomentPart.WEEKDAY: english_moment.weekday,
    },
    "hu": {
        MomentPart.DATE: hungarian_moment.date,
        MomentPart.TIME: hungarian_moment.time,
        MomentPart.DATETIME: hungarian_moment.date_and_time,
        MomentPart.WEEKDAY: hungarian_moment.weekday,
    },
}


def moment(value: Moment, form: Form, language: str) -> str:
    """The asked part of a moment, on the calendar and clock of its zone; the year is never said."""
    if form not in _FORMS:
        raise AuthorError(f"a moment has no form {form!r}")
    return reading(_READINGS, language, "moments")[value.part](value.local, form)
