"""Half hours of days beside each other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from ivr.console.heat_map import by_half_hour, heat_map
from ivr.console.report_wish import ReportWish
from ivr.hours.periods import Period
from ivr.hours.zone import zone
from ivr.reports.counts import Counts
from ivr.reports.service_level import IntervalRow, Question, row_of

BUDAPEST = zone("Europe/Budapest")
NIGHT = datetime(2026, 10, 24, 22, tzinfo=UTC)  # the midnight before clocks go back
QUESTION = Question("nurse", NIGHT, NIGHT + timedelta(days=2), NIGHT + timedelta(days=2), BUDAPEST)


@pytest.fixture(autouse=True)
def in_english(app: Flask):
    with app.app_context():
        yield


def row(minutes: int, answered: int, within: int) -> IntervalRow:
    counts = Counts(offered=answered, answered=answered, answered_within=within, answered_wait_s=answered * 7)
    return row_of(NIGHT + timedelta(minutes=minutes), counts, QUESTION)


def test_days_are_columns_and_half_hours_rows_between_the_first_and_the_last_call() -> None:
    shown = heat_map([row(0, 0, 0), row(30, 4, 4), row(60, 0, 0), row(26 * 60, 2, 1)], "service_level", 0.8)
    assert shown.days == (date(2026, 10, 25), date(2026, 10, 26))
    assert [one.name for one in shown.rows] == ["00:30", "01:00"]
    assert [cell.short if cell else None for cell in shown.rows[0].cells] == ["100", None]


def test_the_hour_that_comes_twice_has_two_rows() -> None:
    shown = heat_map([row(120, 1, 1), row(180, 1, 0)], "service_level", 0.8)
    assert [one.name for one in shown.rows] == ["02:00", "02:00 (2)"]


def test_the_further_from_the_goal_the_deeper() -> None:
    shown = heat_map([row(30 * number, 10, 10 - 2 * number) for number in range(6)], "service_level", 0.8)
    assert [one.cells[0].depth for one in shown.rows if one.cells[0]] == [1, 1, 4, 5, 6, 6]


@pytest.mark.parametrize(("measure", "short"), [("offered", "10"), ("asa_s", "7"), ("abandon_rate", "0")])
def test_other_figures_are_shown_too(measure: str, short: str) -> None:
    cell = heat_map([row(0, 10, 10)], measure, 0.8).rows[0].cells[0]
    assert cell is not None
    assert cell.short == short


def test_an_unknown_figure_is_the_service_level() -> None:
    assert heat_map([], "<script>", 0.8).measure == "service_level"


def test_of_a_long_range_the_last_days_are_shown() -> None:
    wish = by_half_hour(ReportWish("own", date(2026, 1, 1), date(2026, 3, 1), Period.WEEK))
    assert (wish.period, wish.days, wish.last) == (Period.HALF_HOUR, 31, date(2026, 3, 1))
