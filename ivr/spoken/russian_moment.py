"""Dates and times as a Russian-speaking clinic says them: prepositions stand before the declined words."""

from datetime import datetime

from babel.dates import get_month_names

from ivr.spoken.form import Form
from ivr.spoken.grammar import Case, Gender
from ivr.spoken.noun import counted
from ivr.spoken.number import ordinal
from ivr.spoken.time_unit import UNITS

_WEEKDAYS = {
    Form.PLAIN: ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    Form.AT: (
        "в понедельник",
        "во вторник",
        "в среду",
        "в четверг",
        "в пятницу",
        "в субботу",
        "в воскресенье",
    ),
    Form.FROM: (
        "с понедельника",
        "со вторника",
        "со среды",
        "с четверга",
        "с пятницы",
        "с субботы",
        "с воскресенья",
    ),
    Form.UNTIL: (
        "до понедельника",
        "до вторника",
        "до среды",
        "до четверга",
        "до пятницы",
        "до субботы",
        "до воскресенья",
    ),
}
_MIDNIGHT = {Form.PLAIN: "полночь", Form.AT: "в полночь", Form.FROM: "с полуночи", Form.UNTIL: "до полуночи"}
_CLOCK_CASES = {
    Form.PLAIN: Case.NOMINATIVE,
    Form.AT: Case.ACCUSATIVE,
    Form.FROM: Case.GENITIVE,
    Form.UNTIL: Case.GENITIVE,
}
_PREPOSITIONS = {Form.PLAIN: "", Form.AT: "в ", Form.FROM: "с ", Form.UNTIL: "до "}


def weekday(local: datetime, form: Form) -> str:
    """Воскресенье, в воскресенье, с воскресенья, до воскресенья."""
    return _WEEKDAYS[form][local.weekday()]


def date(local: datetime, form: Form) -> str:
    """В воскресенье, двадцать второго ноября; a span's ends (с, до) go without the weekday."""
    month = get_month_names("wide", locale="ru")[local.month]
    case = Case.NOMINATIVE if form is Form.PLAIN else Case.GENITIVE
    day = f"{ordinal(local.day, 'ru', Gender.NEUTER, case)} {month}"
    if form in (Form.PLAIN, Form.AT):
        return f"{weekday(local, form)}, {day}"
    return f"со {day}" if form is Form.FROM and day.startswith("вт") else _PREPOSITIONS[form] + day


def time(local: datetime, form: Form) -> str:
    """В пятнадцать часов двадцать минут."""
    if local.hour == local.minute == 0:
        return _MIDNIGHT[form]
    case, units = _CLOCK_CASES[form], UNITS["ru"]
    words = counted(local.hour, units["hour"], "ru", case)
    if local.minute:
        words += f" {counted(local.minute, units['minute'], 'ru', case)}"
    return _PREPOSITIONS[form] + words


def date_and_time(local: datetime, form: Form) -> str:
    """В воскресенье, двадцать второго ноября, в пятнадцать часов; only the time carries from and until."""
    day_form = Form.PLAIN if form is Form.PLAIN else Form.AT
    return f"{date(local, day_form)}, {time(local, form)}"
