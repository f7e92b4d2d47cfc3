"""Rows made of quarters of an hour are the rows made of the visits themselves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import VisitOutcome
from ivr.hours.periods import Period
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, ended_counts
from ivr.reports.quarters import Quarter, quarter_of, quarter_rows, quarter_total
from ivr.reports.service_level import Question, interval_rows, total_row

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KATHMANDU = ZoneInfo("Asia/Kathmandu")  # 5:45 ahead of UTC
QUESTION = Question("nurse", NOON, NOON + timedelta(hours=2), NOON + timedelta(hours=3), ZoneInfo("UTC"))


def visit(joined_s: int, wait_s: int, outcome: VisitOutcome | None) -> Visit:
    joined = NOON + timedelta(seconds=joined_s)
    left = None if outcome is None else joined + timedelta(seconds=wait_s)
    talk_ended = left + timedelta(seconds=60) if left and outcome is VisitOutcome.ANSWERED else None
    return Visit(
        "v", "c", "nurse", joined, left_at=left, connected_at=talk_ended and left, talk_ended_at=talk_ended,
        outcome=outcome,
    )  # fmt: skip


def kept(found: list[Visit]) -> list[Quarter]:
    """As the store keeps them, without adding up."""
    rule = QUESTION.thresholds
    return [Quarter(one.queue, quarter_of(one.joined_at), ended_counts(one, rule), rule) for one in found]


outcomes = st.one_of(st.none(), st.sampled_from(list(VisitOutcome)))
visits = st.lists(st.builds(visit, st.integers(0, 7199), st.integers(0, 100), outcomes), max_size=20)


@given(visits, st.sampled_from(list(Period)), st.sampled_from([ZoneInfo("Europe/Budapest"), KATHMANDU]))
def test_rows_of_quarters_are_rows_of_visits(found: list[Visit], period: Period, zone: ZoneInfo) -> None:
    question = replace(QUESTION, period=period, zone=zone)
    waiting = [one for one in found if one.outcome is None]
    assert quarter_rows(kept(found), waiting, question) == interval_rows(found, question)
    assert quarter_total(kept(found), waiting, question) == total_row(found, question)


def test_a_row_whose_quarters_had_different_thresholds_names_none() -> None:
    quarters = [
        Quarter("nurse", NOON, Counts(offered=1), Thresholds(20, 5)),
        Quarter("nurse", NOON + timedelta(minutes=15), Counts(offered=1), Thresholds(30, 5)),
    ]
    assert quarter_rows(quarters, [], QUESTION)[0].threshold_s is None
    assert quarter_rows(quarters[:1], [], QUESTION)[0].threshold_s == 20


def test_another_queues_quarters_are_not_counted() -> None:
    assert quarter_total([Quarter("reception", NOON, Counts(offered=1), Thresholds())], [], QUESTION).offered == 0


@pytest.mark.parametrize(("minute", "begun"), [(0, 0), (14, 0), (15, 15), (59, 45)])
def test_a_quarter_begins_at_a_quarter(minute: int, begun: int) -> None:
    moment = NOON.replace(minute=minute, second=59, microsecond=999_999)
    assert quarter_of(moment.astimezone(KATHMANDU)) == NOON.replace(minute=begun)
