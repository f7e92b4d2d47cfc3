"""Vietnamese dates and times: what the tables of cases leave out."""

from datetime import datetime

import pytest
from babel.dates import get_day_names, get_month_names

from ivr.spoken import vietnamese_moment as vietnamese
from ivr.spoken.form import Form
from ivr.spoken.vietnamese_number import cardinal

APRIL = 4


@pytest.mark.parametrize("day", range(7))
def test_weekdays_are_babels(day: int) -> None:
    assert vietnamese.weekday(datetime(2026, 11, 16 + day), Form.AT) == get_day_names("wide", locale="vi")[day]


@pytest.mark.parametrize("month", [month for month in range(1, 13) if month != APRIL])
def test_months_are_babels_numbers_in_words(month: int) -> None:
    theirs = get_month_names("wide", locale="vi")[month].replace(str(month), cardinal(month))
    assert vietnamese.date(datetime(2026, month, 20), Form.AT).endswith(theirs)


def test_april_has_a_name_of_its_own_which_babel_cannot_show_in_figures() -> None:
    assert vietnamese.date(datetime(2026, 4, 20), Form.AT).endswith("tháng tư")


@pytest.mark.parametrize(("hour", "minute", "said"), [(0, 30, "không giờ ba mươi phút"), (13, 0, "mười ba giờ")])
def test_the_clock_has_twenty_four_hours(hour: int, minute: int, said: str) -> None:
    assert vietnamese.time(datetime(2026, 11, 22, hour, minute), Form.FROM) == said
