"""Counting anew from the lengths is counting the visits anew, for any threshold on an edge."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit
from ivr.reports.counts import Thresholds, ended_counts, total
from ivr.reports.quarters import Quarter
from ivr.reports.recount import MICROSECONDS, Lengths, is_exact, recounted
from ivr.reports.waits import EDGES, edge_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
outcomes = st.sampled_from([VisitOutcome.ANSWERED, VisitOutcome.ABANDONED, VisitOutcome.TIMED_OUT])
edges = st.sampled_from(EDGES)


def visit(wait_us: int, outcome: VisitOutcome) -> Visit:
    return Visit("v", "c", "nurse", NOON, left_at=NOON + timedelta(microseconds=wait_us), outcome=outcome)


def piece(found: list[Visit]) -> Lengths:
    limits = Thresholds(20, 5)
    waits = [(visit.outcome, visit.wait_s or 0) for visit in found]
    answered = Counter(edge_of(wait) for outcome, wait in waits if outcome is VisitOutcome.ANSWERED)
    given_up: dict[int, list[int]] = {}
    for outcome, wait in waits:
        if outcome is VisitOutcome.ABANDONED:
            sums = given_up.setdefault(edge_of(wait), [0, 0])
            sums[0], sums[1] = sums[0] + 1, sums[1] + round(wait * MICROSECONDS)
    counts = total([ended_counts(one, limits) for one in found])
    return Lengths(Quarter("nurse", NOON, counts, limits), answered, given_up)


@given(st.lists(st.builds(visit, st.integers(1, 400_000_000), outcomes), max_size=20), edges, edges)
def test_from_lengths_or_visits_it_is_the_same(found: list[Visit], answer_s: int, short_s: int) -> None:
    limits = Thresholds(answer_s, short_s)
    made, anew = recounted(piece(found), limits), total([ended_counts(one, limits) for one in found])
    assert round(made.counts.abandoned_wait_s - anew.abandoned_wait_s, 6) == 0
    names = ("offered", "answered", "answered_within", "abandoned", "short_abandoned", "abandoned_within", "timed_out")
    assert [getattr(made.counts, name) for name in names] == [getattr(anew, name) for name in names]
    assert made.thresholds == limits


def test_thresholds_between_edges_cannot_be_read_from_lengths() -> None:
    assert is_exact(Thresholds(65, 5))
    assert not is_exact(Thresholds(63, 5))
    assert not is_exact(Thresholds(20, 2.5))
