"""The words of reports."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from ivr.console import report_words
from ivr.console.catalogue import reading_as
from ivr.console.report_agents import AGENT_COLUMNS
from ivr.console.report_page import COLUMNS
from ivr.console.report_wish import ReportWish
from ivr.hours.periods import Period
from ivr.hours.zone import zone
from ivr.reports.counts import Counts
from ivr.reports.figure_list import FIGURES
from ivr.reports.figures_beside import FIGURES_BESIDE
from ivr.reports.passport import LEGS_COUNTED, Completeness, Rule, passport
from ivr.reports.service_level import Question, row_of

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROW = row_of(START, Counts(), Question("nurse", START, START, START, zone("UTC")))
DAY = date(2026, 11, 23)


def test_every_figure_that_is_shown_has_its_words() -> None:
    shown = {*COLUMNS, *AGENT_COLUMNS}
    assert shown <= report_words.HEADS.keys() == report_words.FORMULAS.keys()
    assert shown <= FIGURES.keys()
    assert FIGURES_BESIDE.keys() <= report_words.HEADS.keys()
    assert {name for name, one in FIGURES_BESIDE.items() if one.exclusions} <= report_words.LEFT_OUT.keys()
    assert {name for name in shown if FIGURES[name].exclusions} - report_words.LEFT_OUT.keys() <= {"agent_not_taken"}
    assert set(Rule) == report_words.RULES.keys()


@pytest.mark.parametrize(
    ("period", "last", "label"),
    [
        (Period.HALF_HOUR, DAY, "09:00"),
        (Period.HOUR, date(2026, 11, 24), "23 Nov 09:00"),
        (Period.DAY, date(2026, 11, 24), "23 Nov"),
        (Period.MONTH, DAY, "November 2026"),
    ],
)
def test_an_interval_is_called_by_what_tells_it_apart(app: Flask, period: Period, last: date, label: str) -> None:
    with app.app_context(), reading_as("en", "UTC"):
        assert report_words.labels([ROW], ReportWish("own", DAY, last, period)) == [label]


def test_a_range_is_said_in_the_readers_language(app: Flask) -> None:
    with app.app_context(), reading_as("hu", "UTC"):
        assert report_words.range_said(ReportWish("own", DAY, DAY)) == "2026. november 23."


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (Completeness(legs=10), "Asterisk was seen all the time. The engine saw every leg."),
        (
            Completeness(legs=10, legs_of_others=1),
            "1 legs are known from Asterisk's own record only. The engine saw 90.0",
        ),
        (Completeness(legs=9, legs_of_others=LEGS_COUNTED + 1), "More than 10000 legs"),
        (Completeness(open=2), "2 calls are not over, or their end was never told."),
    ],
)
def test_a_passport_says_who_saw_the_calls(app: Flask, seen: Completeness, said: str) -> None:
    with app.app_context(), reading_as("en", "UTC"):
        lines = dict(report_words.passport_lines("asa_s", passport(FIGURES["asa_s"], (), seen)))
    assert said in lines["Completeness"]
