"""Service level as docs/metrics.md says: intervals by join time, balanced books."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit
from ivr.reports.counts import total
from ivr.reports.ratios import Formula, service_level
from ivr.reports.service_level import Question, columns, count, interval_rows, row_of, total_row

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BUDAPEST = ZoneInfo("Europe/Budapest")
HOUR = Question("nurse", NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1), BUDAPEST)


def visit(joined_s: float = 0, wait_s: float | None = 10, outcome: VisitOutcome | None = None) -> Visit:
    joined = NOON + timedelta(seconds=joined_s)
    left = None if outcome is None or wait_s is None else joined + timedelta(seconds=wait_s)
    talked = outcome is VisitOutcome.ANSWERED and left is not None
    return Visit(
        "v", "c", "nurse", joined,
        connected_at=left if talked else None, left_at=left, outcome=outcome,
        talk_ended_at=left + timedelta(seconds=60) if talked and left else None,
        wrap_ended_at=left + timedelta(seconds=70) if talked and left else None,
    )  # fmt: skip


outcomes = st.one_of(st.none(), st.sampled_from(list(VisitOutcome)))
visits = st.lists(st.builds(visit, st.floats(0, 3599), st.floats(0, 600), outcomes), max_size=30)


@given(visits)
def test_the_books_balance(found: list[Visit]) -> None:
    row = total_row(found, HOUR)
    left = row.timed_out + row.key_exit + row.callback + row.diverted + row.still_waiting
    assert row.offered == len(found) == row.answered + row.abandoned + row.short_abandoned + left


@given(visits)
def test_the_rows_add_up_to_the_total(found: list[Visit]) -> None:
    sums: Counter[str] = Counter()
    for row in interval_rows(found, HOUR):
        sums.update(offered=row.offered, answered=row.answered, within=row.answered_within)
    whole = total_row(found, HOUR)
    assert (sums["offered"], sums["answered"], sums["within"]) == (whole.offered, whole.answered, whole.answered_within)


@given(visits, st.sampled_from(list(Formula)))
def test_a_level_is_a_share_or_nothing(found: list[Visit], formula: Formula) -> None:
    level = service_level(total([count(one, HOUR) for one in found]), formula)
    assert level is None or 0 <= level <= 1


def test_an_interval_without_calls_has_no_value() -> None:
    row = interval_rows([], HOUR)[0]
    assert (row.offered, row.service_level, row.asa_s, row.abandon_rate, row.aht_s) == (0, None, None, None, None)


def test_twenty_seconds_are_within_the_threshold_and_five_are_short() -> None:
    answered = [visit(0, 20, VisitOutcome.ANSWERED), visit(0, 20.1, VisitOutcome.ANSWERED)]
    row = total_row([*answered, visit(0, 5, VisitOutcome.ABANDONED), visit(0, 5.1, VisitOutcome.ABANDONED)], HOUR)
    assert (row.answered_within, row.short_abandoned, row.abandoned) == (1, 1, 1)
    assert row.service_level == 1 / 3
    assert row.abandon_rate == 1 / 3


def test_a_call_belongs_to_the_interval_it_joined_in() -> None:
    rows = interval_rows([visit(29 * 60 + 55, 40, VisitOutcome.ANSWERED)], HOUR)
    assert [row.offered for row in rows] == [1, 0]


def test_handle_time_is_talk_and_wrap_up() -> None:
    row = total_row([visit(0, 10, VisitOutcome.ANSWERED), visit(0, 30, VisitOutcome.ANSWERED)], HOUR)
    assert (row.aht_s, row.asa_s, row.longest_wait_s) == (70, 20, 30)


def test_who_still_waits_waits_until_now() -> None:
    row = total_row([visit(3000, None)], HOUR)
    assert (row.still_waiting, row.longest_wait_s, row.service_level) == (1, 600, None)


def test_intervals_that_have_not_begun_are_not_shown() -> None:
    question = replace(HOUR, now=NOON + timedelta(minutes=10))
    assert [row.start for row in interval_rows([], question)] == [NOON]


@pytest.mark.parametrize(("day", "count_of_rows"), [((2026, 3, 29), 46), ((2026, 3, 30), 48), ((2026, 10, 25), 50)])
def test_days_when_clocks_change_have_46_or_50_half_hours(day: tuple[int, int, int], count_of_rows: int) -> None:
    since = datetime(*day, tzinfo=BUDAPEST)
    until = datetime(*day, tzinfo=BUDAPEST) + timedelta(days=1)
    rows = interval_rows([], Question("nurse", since.astimezone(UTC), until.astimezone(UTC), NOON, BUDAPEST))
    assert len(rows) == count_of_rows
    assert len({row.start.isoformat() for row in rows}) == count_of_rows


def test_starts_are_told_in_the_zone_asked_for() -> None:
    assert interval_rows([], HOUR)[0].start.isoformat() == "2026-11-22T13:00:00+01:00"


def test_another_queues_visits_are_not_counted() -> None:
    assert total_row([visit()], replace(HOUR, queue="reception")).offered == 0


def test_a_row_keeps_its_counts_and_makes_its_figures_of_them() -> None:
    counts = total([count(visit(0, wait_s, VisitOutcome.ANSWERED), HOUR) for wait_s in (10, 30)])
    row = row_of(NOON, counts, HOUR)
    assert row[2 : 2 + len(counts)] == counts
    assert row._fields[2 : 2 + len(counts)] == counts._fields
    assert (row.service_level, row.asa_s, row.longest_wait_s) == (0.5, 20, 30)
    assert columns(row)["aht_s"] == row.aht_s == 70
