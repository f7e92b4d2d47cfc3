"""Counts add up, and each visit adds to exactly one outcome."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit
from ivr.reports.counts import SUMS, Counts, Thresholds, ended_counts, total

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENDS = ("answered", "abandoned", "short_abandoned", "timed_out", "key_exit", "callback", "diverted", "still_waiting")


def visit(wait_s: float, outcome: VisitOutcome | None) -> Visit:
    return Visit(
        "v", "c", "nurse", NOON, left_at=NOON + timedelta(seconds=wait_s) if outcome else None, outcome=outcome
    )


@pytest.mark.parametrize("outcome", [*VisitOutcome, None])
def test_a_visit_ends_in_exactly_one_way(outcome: VisitOutcome | None) -> None:
    counts = ended_counts(visit(8, outcome), Thresholds())
    assert (counts.offered, sum(getattr(counts, end) for end in ENDS)) == (1, 1)


@pytest.mark.parametrize(("wait_s", "within"), [(19.999999, 1), (20, 1), (20.000001, 0)])
def test_an_answer_at_exactly_the_threshold_is_within_it(wait_s: float, within: int) -> None:
    assert ended_counts(visit(wait_s, VisitOutcome.ANSWERED), Thresholds()).answered_within == within
    assert ended_counts(visit(wait_s, VisitOutcome.ABANDONED), Thresholds()).abandoned_within == within


@pytest.mark.parametrize(("wait_s", "short"), [(4.999999, 1), (5, 1), (5.000001, 0)])
def test_a_hang_up_at_exactly_the_short_limit_is_short(wait_s: float, short: int) -> None:
    counts = ended_counts(visit(wait_s, VisitOutcome.ABANDONED), Thresholds())
    assert (counts.short_abandoned, counts.abandoned) == (short, 1 - short)


def test_sums_add_up_and_the_longest_is_the_longest() -> None:
    parts = [ended_counts(visit(wait, VisitOutcome.ANSWERED), Thresholds()) for wait in (3, 30, 8)]
    whole = total(parts)
    assert whole == parts[0] + parts[1] + parts[2]
    assert (whole.answered, whole.answered_wait_s, whole.longest_wait_s) == (3, 41, 30)


def test_nothing_adds_up_to_nothing() -> None:
    assert total([]) == Counts()
    assert {getattr(Counts(), name) for name in SUMS} == {0}


def test_of_somebody_called_back_only_the_work_counts() -> None:
    back = visit(8, VisitOutcome.ANSWERED)
    back.callback_id, back.offers, back.not_taken = "b", 2, 1
    counts = ended_counts(back, Thresholds())
    assert (counts.offered, counts.answered, counts.offers, counts.not_taken) == (0, 0, 2, 1)


def test_attended_transfers_are_some_of_the_transfers() -> None:
    attended, blind = (visit(8, VisitOutcome.ANSWERED) for _ in range(2))
    attended.transferred = attended.attended = blind.transferred = True
    counts = total([ended_counts(one, Thresholds()) for one in (attended, blind)])
    assert (counts.transferred, counts.attended) == (2, 1)


counted = st.builds(visit, st.floats(0, 600), st.one_of(st.none(), st.sampled_from(list(VisitOutcome)))).map(
    lambda one: ended_counts(one, Thresholds())
)


@given(counted, counted)
def test_two_add_up_as_any_number_does(one: Counts, more: Counts) -> None:
    assert total([one, more]) == total([one, Counts(), more])
