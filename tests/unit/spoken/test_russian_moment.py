"""Russian dates and times: what the tables of cases leave out."""

from datetime import datetime

import pytest
from babel.dates import get_day_names, get_month_names

from ivr.spoken import russian_moment as russian
from ivr.spoken.form import Form

FORMS = (Form.PLAIN, Form.AT, Form.FROM, Form.UNTIL)


@pytest.mark.parametrize("day", range(7))
def test_weekdays_are_babels(day: int) -> None:
    assert russian.weekday(datetime(2026, 11, 16 + day), Form.PLAIN) == get_day_names("wide", locale="ru")[day]


@pytest.mark.parametrize("month", range(1, 13))
def test_months_stand_in_the_genitive_babel_has(month: int) -> None:
    said = russian.date(datetime(2026, month, 5), Form.AT)
    assert said.endswith(f"пятого {get_month_names('wide', locale='ru')[month]}")


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (1, 0, ["один час", "в один час", "с одного часа", "до одного часа"]),
        (
            3,
            1,
            [
                "три часа одна минута",
                "в три часа одну минуту",
                "с трёх часов одной минуты",
                "до трёх часов одной минуты",
            ],
        ),
        (0, 30, ["ноль часов тридцать минут", "в ноль часов тридцать минут"]),
    ],
)
def test_hours_and_minutes_are_declined(hour: int, minute: int, said: list[str]) -> None:
    forms = FORMS[: len(said)]
    assert [russian.time(datetime(2026, 11, 22, hour, minute), form) for form in forms] == said


def test_from_has_a_vowel_before_two_consonants() -> None:
    assert russian.date(datetime(2026, 12, 2), Form.FROM) == "со второго декабря"
    assert russian.date(datetime(2026, 12, 22), Form.FROM) == "с двадцать второго декабря"
