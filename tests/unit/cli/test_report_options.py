from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.cli.report_options import chosen_queues, question_of, time_range
from ivr.errors import SetupError
from ivr.hours.periods import Period
from ivr.reports.ratios import Formula
from ivr.store.centre import Queue

BUDAPEST = ZoneInfo("Europe/Budapest")
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
NURSE = Queue("nurse", "Nurse", "nurse")


def test_today_until_now_is_meant_when_nothing_is_said():
    assert time_range(None, None, BUDAPEST, NOW) == (datetime(2026, 11, 21, 23, tzinfo=UTC), NOW)


def test_a_date_at_the_end_means_its_last_moment():
    start, end = time_range("2026-10-25", "2026-10-25", BUDAPEST, NOW)
    assert (end - start).total_seconds() == 25 * 3600  # clocks went back


def test_a_range_that_ends_before_it_begins_is_refused_with_both_ends():
    with pytest.raises(SetupError, match=r"--to .2026-11-01 00:00\+01:00. is before --from"):
        time_range("2026-11-05", "2026-10-31", BUDAPEST, NOW)


def test_a_queue_only_the_history_knows_can_be_asked_for():
    assert [queue.id for queue in chosen_queues((NURSE,), {"old"}, "old")] == ["old"]
    with pytest.raises(SetupError, match="there are nurse"):
        chosen_queues((NURSE,), set(), "old")


def test_a_queue_is_asked_by_its_own_thresholds_and_zone():
    question = question_of(NURSE, (NOW, NOW, NOW), None, Period.DAY, Formula.V6)
    assert (question.zone.key, question.thresholds.answer_s) == (NURSE.timezone, NURSE.service_level_s)
