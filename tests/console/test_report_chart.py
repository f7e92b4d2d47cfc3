"""The two pictures of a report."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from ivr.console.report_chart import HEIGHT, abandon_chart, level_chart
from ivr.hours.zone import zone
from ivr.reports.counts import Counts
from ivr.reports.service_level import IntervalRow, Question, row_of

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUESTION = Question("nurse", START, START + timedelta(hours=2), START + timedelta(hours=3), zone("UTC"))
GOOD = Counts(offered=10, answered=9, answered_within=9, abandoned=1)
BAD = Counts(offered=10, answered=5, answered_within=4, abandoned=5)
LABELS = ["09:00", "09:30", "10:00"]


@pytest.fixture
def rows(app: Flask):
    with app.app_context():
        yield [row_of(START, counts, QUESTION) for counts in (GOOD, Counts(), BAD)]


def test_an_interval_without_calls_has_no_bar(rows: list[IntervalRow]) -> None:
    chart = level_chart(rows, LABELS, 0.8)
    assert [(bar.mood, bar.words) for bar in chart.bars] == [
        ("met", "09:00: 90.0\N{NO-BREAK SPACE}%"),
        ("missed", "10:00: 40.0\N{NO-BREAK SPACE}%"),
    ]


def test_a_bar_is_as_high_as_its_share_and_the_goal_is_a_line(rows: list[IntervalRow]) -> None:
    chart = level_chart(rows, LABELS, 0.8)
    assert chart.bars[0].height == pytest.approx(0.9 * HEIGHT)
    assert [line.y for line in chart.lines if line.kind == "goal"] == [pytest.approx(0.2 * HEIGHT)]
    assert "met in 1 of 2 intervals" in chart.words


def test_the_abandon_rate_stands_against_its_norm_and_its_limit(rows: list[IntervalRow]) -> None:
    chart = abandon_chart(rows, LABELS)
    assert [bar.mood for bar in chart.bars] == ["missed", "missed"]
    assert chart.bars[1].height == HEIGHT  # the worst gives the scale
    assert chart.band == (pytest.approx(0.94 * HEIGHT), pytest.approx(0.02 * HEIGHT))


def test_of_many_intervals_some_are_named(rows: list[IntervalRow]) -> None:
    chart = level_chart(rows * 20, [f"{number}" for number in range(60)], 0.8)
    assert [name for _, name in chart.names] == [f"{number}" for number in range(0, 60, 7)]


def test_no_intervals_are_an_empty_picture(rows: list[IntervalRow]) -> None:
    assert level_chart([], [], 0.8).bars == ()
