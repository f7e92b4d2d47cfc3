from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from ivr.errors import AuthorError
from ivr.hours.week import Span, Week

BUDAPEST = ZoneInfo("Europe/Budapest")
MONDAY = date(2026, 11, 23)


def test_spans_of_a_day_come_in_order():
    week = Week.of({"monday": ["13:00-17:00", "08:00-12:00"]})
    assert week.spans_of(MONDAY) == (Span(time(8), time(12)), Span(time(13), time(17)))


def test_a_day_not_named_is_closed():
    assert Week.of({"monday": ["08:00-12:00"]}).spans_of(date(2026, 11, 24)) == ()


def test_a_span_over_midnight_ends_on_the_next_day():
    start, end = Span.of("22:00-02:00").on(MONDAY, BUDAPEST)
    assert (start, end) == (datetime(2026, 11, 23, 21, tzinfo=UTC), datetime(2026, 11, 24, 1, tzinfo=UTC))


def test_midnight_may_be_written_as_24():
    assert Span.of("00:00 - 24:00") == Span(time(0), time(0))


@pytest.mark.parametrize("text", ["8-16", "08:00", "08:00-25:00", "", "open"])
def test_a_span_that_cannot_be_read_is_the_authors_mistake(text):
    with pytest.raises(AuthorError, match="span of hours"):
        Span.of(text)


def test_a_weekday_that_does_not_exist_is_named():
    with pytest.raises(AuthorError, match="funday"):
        Week.of({"funday": ["08:00-12:00"]})
