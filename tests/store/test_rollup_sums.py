"""What is added up before is what counting one by one gives."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Refusal, Visit
from ivr.reports.counts import SUMS, Thresholds
from ivr.store.rollup_sums import add_sum, by_key, sum_of, sums_of
from ivr.store.sums import column_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENDS = st.sampled_from([VisitOutcome.ANSWERED, VisitOutcome.ABANDONED, VisitOutcome.TIMED_OUT])


def visit(wait_s: int, outcome: VisitOutcome) -> Visit:
    return Visit("v", "c", "nurse", NOON, left_at=NOON + timedelta(seconds=wait_s), outcome=outcome)


def empty() -> dict[str, object]:
    longest = ("longest_answered_us", "longest_abandoned_us", "longest_wait_us")
    return {column_of(name): 0 for name in SUMS} | dict.fromkeys(longest) | {"waits": {}, "given_up": {}}


@given(st.lists(st.builds(visit, st.integers(0, 400), ENDS), max_size=8), st.integers(0, 8))
def test_in_one_sum_or_in_two_it_is_the_same(some: list[Visit], cut: int) -> None:
    whole, parts = empty(), empty()
    add_sum(whole, sum_of(some, Thresholds()))
    for part in (some[:cut], some[cut:]):
        add_sum(parts, sum_of(part, Thresholds()))
    assert whole == parts


def test_each_counts_in_its_quarter_and_queue_by_the_queues_rule() -> None:
    answered = visit(15, VisitOutcome.ANSWERED)
    refused = Refusal("c", "bank", NOON + timedelta(minutes=20), "full")
    found = sums_of([answered, refused], {"nurse": Thresholds(10, 5)})
    quarter = NOON + timedelta(minutes=15)
    assert by_key([answered, refused]).keys() == found.keys() == {(NOON, "nurse"), (quarter, "bank")}
    assert (found[NOON, "nurse"].counts.answered, found[NOON, "nurse"].counts.answered_within) == (1, 0)
    assert (found[quarter, "bank"].counts.refused, found[quarter, "bank"].limits) == (1, Thresholds())
