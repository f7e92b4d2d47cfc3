"""Dates and times as a Ukrainian clinic says them: the hour is the eighth one, its preposition changes with it."""

from datetime import datetime

from babel.dates import get_month_names

from ivr.spoken.form import Form
from ivr.spoken.grammar import Case, Gender
from ivr.spoken.noun import counted
from ivr.spoken.number import ordinal
from ivr.spoken.time_unit import UNITS

_WEEKDAYS = {
    Form.PLAIN: ("понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя"),
    Form.AT: ("у понеділок", "у вівторок", "у середу", "у четвер", "у п'ятницю", "у суботу", "у неділю"),
    Form.FROM: (
        "з понеділка",
        "з вівторка",
        "із середи",
        "з четверга",
        "з п'ятниці",
        "із суботи",
        "з неділі",
    ),
    Form.UNTIL: ("до понеділка", "до вівторка", "до середи", "до четверга", "до п'ятниці", "до суботи", "до неділі"),
}
_MIDNIGHT = {Form.PLAIN: "північ", Form.AT: "опівночі", Form.FROM: "від півночі", Form.UNTIL: "до півночі"}
_DAY_CASES = {
    Form.PLAIN: Case.NOMINATIVE,
    Form.AT: Case.GENITIVE,
    Form.FROM: Case.GENITIVE,
    Form.UNTIL: Case.GENITIVE,
}
_HOUR_CASES = _DAY_CASES | {Form.AT: Case.LOCATIVE}
_HOUR = {Case.NOMINATIVE: "година", Case.GENITIVE: "години", Case.LOCATIVE: "годині"}


def weekday(local: datetime, form: Form) -> str:
    """Неділя, у неділю, з неділі, до неділі."""
    return _WEEKDAYS[form][local.weekday()]


def date(local: datetime, form: Form) -> str:
    """У неділю, двадцять другого листопада; a span's ends (з, до) go without the weekday."""
    month = get_month_names("wide", locale="uk")[local.month]
    day = f"{ordinal(local.day, 'uk', Gender.NEUTER, _DAY_CASES[form])} {month}"
    return f"{weekday(local, form)}, {day}" if form in (Form.PLAIN, Form.AT) else _with_preposition(day, form)


def time(local: datetime, form: Form) -> str:
    """О п'ятнадцятій годині двадцять хвилин."""
    if local.hour == local.minute == 0:
        return _MIDNIGHT[form]
    case = _HOUR_CASES[form]
    words = f"{ordinal(local.hour, 'uk', Gender.FEMININE, case)} {_HOUR[case]}"
    if local.minute:
        minute_case = Case.GENITIVE if case is Case.GENITIVE else Case.NOMINATIVE
        words += f" {counted(local.minute, UNITS['uk']['minute'], 'uk', minute_case)}"
    return words if form is Form.PLAIN else _with_preposition(words, form)


def date_and_time(local: datetime, form: Form) -> str:
    """У неділю, двадцять другого листопада, о п'ятнадцятій годині; only the time carries from and until."""
    day_form = Form.PLAIN if form is Form.PLAIN else Form.AT
    return f"{date(local, day_form)}, {time(local, form)}"


def _with_preposition(words: str, form: Form) -> str:
    if form is Form.AT:
        return f"{'об' if words.startswith('о') else 'о'} {words}"
    if form is Form.FROM:
        return f"{'із' if words[0] in 'зсцшщ' else 'з'} {words}"
    return f"до {words}"
