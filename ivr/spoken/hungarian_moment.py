"""Dates and times as a Hungarian clinic says them: day with possessive ending, then the twenty-four hour clock."""

from datetime import datetime

from babel.dates import get_month_names

from ivr.spoken.form import Form
from ivr.spoken.number import counting, ordinal

_WEEKDAYS = {
    Form.PLAIN: ("hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap"),
    Form.AT: ("hétfőn", "kedden", "szerdán", "csütörtökön", "pénteken", "szombaton", "vasárnap"),
    Form.FROM: ("hétfőtől", "keddtől", "szerdától", "csütörtöktől", "péntektől", "szombattól", "vasárnaptól"),
    Form.UNTIL: ("hétfőig", "keddig", "szerdáig", "csütörtökig", "péntekig", "szombatig", "vasárnapig"),
}
# endings of the ordinal with possessive: másodika, másodikán, másodikától, másodikáig / negyedike, negyedikén ...
_BACK = {Form.PLAIN: "a", Form.AT: "án", Form.FROM: "ától", Form.UNTIL: "áig"}
_FRONT = {Form.PLAIN: "e", Form.AT: "én", Form.FROM: "étől", Form.UNTIL: "éig"}
_CLOCK = {
    "óra": {Form.PLAIN: "óra", Form.AT: "órakor", Form.FROM: "órától", Form.UNTIL: "óráig"},
    "perc": {Form.PLAIN: "perc", Form.AT: "perckor", Form.FROM: "perctől", Form.UNTIL: "percig"},
    "éjfél": {Form.PLAIN: "éjfél", Form.AT: "éjfélkor", Form.FROM: "éjféltől", Form.UNTIL: "éjfélig"},
}


def weekday(local: datetime, form: Form) -> str:
    """Kedd, kedden, keddtől, keddig."""
    return _WEEKDAYS[form][local.weekday()]


def date(local: datetime, form: Form) -> str:
    """November huszonkettedikén, vasárnap; a span's ends (-tól, -ig) go without the weekday."""
    day = f"{get_month_names('wide', locale='hu')[local.month]} {_day(local.day, form)}"
    return f"{day}, {weekday(local, form)}" if form in (Form.PLAIN, Form.AT) else day


def time(local: datetime, form: Form) -> str:
    """Tizenöt óra húsz perckor; at the full hour nyolc órakor."""
    if local.hour == local.minute == 0:
        return _CLOCK["éjfél"][form]
    hour = f"{counting(local.hour, 'hu')} "
    if local.minute == 0:
        return hour + _CLOCK["óra"][form]
    return f"{hour}óra {counting(local.minute, 'hu')} {_CLOCK['perc'][form]}"


def date_and_time(local: datetime, form: Form) -> str:
    """November huszonkettedikén, vasárnap, tizenöt óra húsz perckor; only the time carries from and until."""
    day_form = Form.PLAIN if form is Form.PLAIN else Form.AT
    return f"{date(local, day_form)}, {time(local, form)}"


def _day(day: int, form: Form) -> str:
    if day == 1:
        return "elsej" + _FRONT[form]
    word = ordinal(day, "hu")
    back = word.removesuffix("dik")[-1] in "aáoóuú"  # the linking vowel shows the harmony: hatodik, ötödik
    return word + (_BACK if back else _FRONT)[form]
