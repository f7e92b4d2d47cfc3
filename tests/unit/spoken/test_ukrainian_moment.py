"""Ukrainian dates and times: what the tables of cases leave out."""

from datetime import datetime

import pytest
from babel.dates import get_day_names, get_month_names

from ivr.spoken import ukrainian_moment as ukrainian
from ivr.spoken.form import Form

FORMS = (Form.PLAIN, Form.AT, Form.FROM, Form.UNTIL)


@pytest.mark.parametrize("day", range(7))
def test_weekdays_are_babels_with_an_apostrophe_the_voice_can_read(day: int) -> None:
    at = datetime(2026, 11, 16 + day)
    assert ukrainian.weekday(at, Form.PLAIN) == get_day_names("wide", locale="uk")[day].replace("ʼ", "'")


@pytest.mark.parametrize("month", range(1, 13))
def test_months_stand_in_the_genitive_babel_has(month: int) -> None:
    said = ukrainian.date(datetime(2026, month, 5), Form.AT)
    assert said.endswith(f"п'ятого {get_month_names('wide', locale='uk')[month]}")


def test_each_form_of_an_hour() -> None:
    assert [ukrainian.time(datetime(2026, 11, 22, 11), form) for form in FORMS] == [
        "одинадцята година",
        "об одинадцятій годині",
        "з одинадцятої години",
        "до одинадцятої години",
    ]


def test_half_past_midnight_is_in_the_zeroth_hour() -> None:
    assert ukrainian.time(datetime(2026, 11, 22, 0, 30), Form.AT) == "о нульовій годині тридцять хвилин"


@pytest.mark.parametrize(("day", "said"), [(1, "з першого"), (2, "з другого"), (6, "із шостого"), (7, "із сьомого")])
def test_from_is_softened_before_a_hiss(day: int, said: str) -> None:
    assert ukrainian.date(datetime(2026, 12, day), Form.FROM) == f"{said} грудня"
