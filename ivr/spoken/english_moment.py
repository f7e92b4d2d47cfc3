"""Dates and times as an English-speaking clinic says them; prepositions stand in the prompt, so all forms are alike."""

from datetime import datetime

from babel.dates import get_day_names, get_month_names

from ivr.spoken.form import Form
from ivr.spoken.number import cardinal, ordinal

_PARTS_OF_DAY = ((12, "in the morning"), (18, "in the afternoon"), (22, "in the evening"), (24, "at night"))


def weekday(local: datetime, _form: Form) -> str:
    """Sunday."""
    return str(get_day_names("wide", locale="en")[local.weekday()])


def date(local: datetime, form: Form) -> str:
    """Sunday, the twenty-second of November."""
    month = get_month_names("wide", locale="en")[local.month]
    return f"{weekday(local, form)}, the {ordinal(local.day, 'en')} of {month}"


def time(local: datetime, _form: Form) -> str:
    """Three twenty in the afternoon; twelve-hour words with the part of the day, so that nobody comes at night."""
    if local.minute == 0 and local.hour in (0, 12):
        return "noon" if local.hour else "midnight"
    hour = cardinal(local.hour % 12 or 12, "en")
    return f"{hour}{_minutes(local.minute)} {_part_of_day(local.hour)}"


def date_and_time(local: datetime, form: Form) -> str:
    """Sunday, the twenty-second of November, at three twenty in the afternoon."""
    return f"{date(local, form)}, at {time(local, form)}"


def _minutes(minute: int) -> str:
    if minute == 0:
        return ""
    return f" {'oh ' if minute < 10 else ''}{cardinal(minute, 'en')}"


def _part_of_day(hour: int) -> str:
    if hour < 4:
        return "at night"
    return next(words for end, words in _PARTS_OF_DAY if hour < end)
