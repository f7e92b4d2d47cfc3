"""The asked part of a moment, in its zone and language."""

from datetime import UTC, datetime

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.values import Moment, MomentPart
from ivr.errors import AuthorError
from ivr.spoken.form import Form
from ivr.spoken.language import LANGUAGES
from ivr.spoken.moment import moment

SUMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


def test_a_moment_is_said_on_the_clock_and_calendar_of_its_zone() -> None:
    there = Moment(SUMMER, "Europe/Budapest", MomentPart.DATETIME)
    assert moment(there, Form.AT, "hu") == "július másodikán, csütörtökön, nulla óra harminc perckor"
    assert moment(there, Form.AT, "en") == "Thursday, the second of July, at twelve thirty at night"


def test_parts_are_said_alone() -> None:
    parts = [Moment(SUMMER, "UTC", part) for part in (MomentPart.DATE, MomentPart.TIME, MomentPart.WEEKDAY)]
    assert [moment(part, Form.AT, "hu") for part in parts] == [
        "július elsején, szerdán",
        "huszonkét óra harminc perckor",
        "szerdán",
    ]


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))
def test_weekday_and_month_are_those_babel_knows(at: datetime) -> None:
    for language in ("en", "hu"):
        said = moment(Moment(at.replace(tzinfo=UTC), "UTC", MomentPart.DATE), Form.PLAIN, language)
        assert all(format_date(at, pattern, locale=language) in said for pattern in ("EEEE", "MMMM"))
        assert not set(said) & set("0123456789")


def test_a_moment_has_no_within() -> None:
    with pytest.raises(AuthorError, match="no form"):
        moment(Moment(SUMMER, "UTC"), Form.WITHIN, "en")


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)), st.sampled_from(list(MomentPart)))
def test_every_moment_has_words_in_every_language_and_form(at: datetime, part: MomentPart) -> None:
    for language in LANGUAGES:
        for form in (Form.PLAIN, Form.AT, Form.FROM, Form.UNTIL):
            assert not set(moment(Moment(at.replace(tzinfo=UTC), "UTC", part), form, language)) & set("0123456789")
