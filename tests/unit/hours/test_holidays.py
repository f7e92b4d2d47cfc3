from datetime import date, time

import pytest

from ivr.errors import AuthorError
from ivr.hours.holidays import Holidays
from ivr.hours.week import Span

CALENDAR = Holidays.of({"2026-12-25": [], "2026-12-24": ["08:00-12:00"]})


def test_a_holiday_may_be_closed_or_have_other_hours():
    assert CALENDAR.spans_of(date(2026, 12, 25)) == ()
    assert CALENDAR.spans_of(date(2026, 12, 24)) == (Span(time(8), time(12)),)


def test_an_ordinary_day_is_none():
    assert CALENDAR.spans_of(date(2026, 12, 23)) is None


def test_a_date_that_cannot_be_read_is_the_authors_mistake():
    with pytest.raises(AuthorError, match="24th"):
        Holidays.of({"24th": []})
