"""English dates and times."""

from datetime import datetime

import pytest

from ivr.spoken import english_moment as english
from ivr.spoken.form import Form


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "midnight"),
        (0, 30, "twelve thirty at night"),
        (8, 0, "eight in the morning"),
        (8, 5, "eight oh five in the morning"),
        (12, 0, "noon"),
        (12, 30, "twelve thirty in the afternoon"),
        (15, 20, "three twenty in the afternoon"),
        (18, 0, "six in the evening"),
        (22, 15, "ten fifteen at night"),
    ],
)
def test_a_time_says_which_half_of_the_day_it_means(hour: int, minute: int, said: str) -> None:
    assert english.time(datetime(2026, 11, 22, hour, minute), Form.AT) == said


def test_a_date_begins_with_its_weekday() -> None:
    assert english.date(datetime(2026, 11, 22), Form.PLAIN) == "Sunday, the twenty-second of November"


def test_date_and_time_are_joined_by_at() -> None:
    said = english.date_and_time(datetime(2026, 12, 1, 9), Form.PLAIN)
    assert said == "Tuesday, the first of December, at nine in the morning"
