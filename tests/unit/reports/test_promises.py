from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.reports.promises import Promise, calibration, promise_rows, promise_total
from ivr.reports.service_level import Question

NINE = datetime(2026, 11, 20, 8, tzinfo=UTC)  # nine o'clock in Budapest
QUESTION = Question(
    "reception", NINE, NINE + timedelta(hours=1), NINE + timedelta(hours=2), ZoneInfo("Europe/Budapest")
)
TOLD = Promise("v", "c", "reception", NINE + timedelta(minutes=5), 120, 60.0, 100.0, None, None)


def after(seconds: float) -> datetime:
    return TOLD.told_at + timedelta(seconds=seconds)


def served(seconds: float, **told) -> Promise:
    return replace(TOLD, connected_at=after(seconds), left_at=after(seconds), **told)


@pytest.mark.parametrize(("seconds", "kept"), [(0, True), (119.9, True), (120, True), (120.1, False)])
def test_a_promise_is_kept_when_the_agent_comes_within_it(seconds, kept):
    assert served(seconds).kept(QUESTION.now) is kept


@pytest.mark.parametrize(("seconds", "kept"), [(60, None), (119, None), (121, False)])
def test_who_hangs_up_before_it_could_be_known_neither_keeps_nor_breaks(seconds, kept):
    assert replace(TOLD, left_at=after(seconds)).kept(QUESTION.now) is kept


@pytest.mark.parametrize(("seconds", "kept"), [(100, None), (121, False)])
def test_who_still_waits_is_judged_by_the_time_it_is(seconds, kept):
    assert TOLD.kept(after(seconds)) is kept


def test_no_time_said_is_no_promise():
    assert replace(served(10), less_than_s=None).kept(QUESTION.now) is None


def test_the_figures_of_a_half_hour():
    told = [served(30), served(90), served(130), replace(TOLD, left_at=after(20)), served(50, less_than_s=None)]
    row = promise_rows(told, QUESTION)[0]
    assert (row.announcements, row.promised, row.kept, row.broken, row.not_known) == (5, 4, 2, 1, 1)
    assert row.kept_share == pytest.approx(2 / 3)
    assert row.bias_s == pytest.approx((-30 + 30 + 70 - 10) / 4)
    assert row.mean_error_s == pytest.approx((30 + 30 + 70 + 10) / 4)
    assert row.p90_error_s == 70


def test_a_half_hour_without_announcements_has_no_figures():
    row = promise_rows([], QUESTION)[1]
    assert (row.announcements, row.kept_share, row.bias_s, row.p90_error_s) == (0, None, None, None)


def test_a_promise_belongs_to_the_half_hour_of_the_telling_and_to_its_queue():
    told = [replace(served(5), told_at=NINE + timedelta(minutes=31)), replace(served(5), queue="nurse")]
    assert [row.announcements for row in promise_rows(told, QUESTION)] == [0, 1]


def test_the_total_is_made_of_promises_not_of_rows():
    told = [served(30)] * 9 + [replace(served(3000), told_at=NINE + timedelta(minutes=40))]
    total = promise_total(told, QUESTION)
    assert total.kept_share == 0.9
    assert total.announcements == sum(row.announcements for row in promise_rows(told, QUESTION))


def bounds(held: int, broken: int) -> list[Promise]:
    return [served(50)] * held + [served(110)] * broken  # the bound is 100 seconds


@pytest.mark.parametrize(
    ("held", "broken", "might", "may"),
    [(40, 10, True, True), (33, 17, True, True), (32, 18, True, False), (37, 13, False, False), (38, 12, False, True)],
)
def test_a_queue_falls_silent_when_its_bounds_do_not_hold_and_speaks_again_a_little_later(held, broken, might, may):
    assert calibration(bounds(held, broken), might, QUESTION.now).may_speak is may


def test_of_too_few_nothing_is_said():
    found = calibration(bounds(0, 29), True, QUESTION.now)
    assert (found.may_speak, found.share, found.decided) == (True, None, 29)


def test_only_the_latest_fifty_whose_end_is_known_count():
    unknown = [replace(TOLD, left_at=after(1))] * 100
    found = calibration([*unknown, *bounds(50, 0), *bounds(0, 200)], True, QUESTION.now)
    assert (found.decided, found.held) == (50, 50)
