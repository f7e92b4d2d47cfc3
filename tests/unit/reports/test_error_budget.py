"""The error budget, calculated by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts
from ivr.reports.error_budget import HALF_HOUR, ErrorBudget, HalfHour, error_budget, waiting_over

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
# 142 offered: 134 answered, 107 of them in time; 3 abandoned, 1 of them short besides; 4 wait, 2 of them too long.
COUNTS = Counts(offered=142, answered=134, answered_within=107, abandoned=3, short_abandoned=1, still_waiting=4)


def part(gone: timedelta, counts: Counts = COUNTS, over: int = 2, within: int = 2, goal: int = 80) -> HalfHour:
    return HalfHour(counts, over, within, gone, goal)


def test_the_worked_example() -> None:
    # missed 27 + 3 + 2 = 32; counting 107 + 32 + 2 = 141; expected 141 * 1800 / 1224 = 207.35; a fifth is 41.47
    # may miss 41 - 32 = 9; so far a fifth of 141 is 28.2: 28 - 32 = -4; ends at 107 / 139 = 77.0 %
    budget = error_budget([part(timedelta(seconds=1224))])
    assert budget == ErrorBudget(142, 107, 32, 2, 207, 9, -4, 107 / 139)


@pytest.mark.parametrize(
    ("answered", "within", "gone", "expected", "may_miss"),
    [
        (100, 90, 15 * MINUTE, 200, 30),  # a fifth of 200 is 40; 10 missed
        (100, 80, HALF_HOUR, 100, 0),  # just at the goal when the half hour is over
        (100, 79, HALF_HOUR, 100, -1),
        (235, 235, HALF_HOUR, 235, 47),  # a fifth of 235 is exactly 47
        (1, 0, 10 * MINUTE, 3, -1),  # the only call was missed: of three none may be
        (1, 1, 3 * MINUTE, 10, 2),
    ],
)
def test_what_may_be_missed_at_this_pace(
    answered: int, within: int, gone: timedelta, expected: int, may_miss: int
) -> None:
    counts = Counts(offered=answered, answered=answered, answered_within=within)
    budget = error_budget([part(gone, counts, over=0, within=0)])
    assert (budget.expected, budget.may_miss) == (expected, may_miss)


def test_where_nothing_was_offered_nothing_is_told() -> None:
    assert error_budget([part(10 * MINUTE, Counts(), 0, 0)]) == ErrorBudget(0, 0, 0, 0, None, None, None, None)


def test_short_abandons_alone_count_for_nothing() -> None:
    budget = error_budget([part(10 * MINUTE, Counts(offered=2, short_abandoned=2), 0, 0)])
    assert (budget.offered, budget.may_miss, budget.ends_at) == (2, None, None)


def test_in_the_first_minute_there_is_no_pace() -> None:
    budget = error_budget([part(timedelta(seconds=59))])
    assert (budget.expected, budget.may_miss, budget.may_miss_so_far) == (None, None, -4)


def test_who_waits_in_time_is_undecided() -> None:
    budget = error_budget([part(15 * MINUTE, Counts(offered=5, still_waiting=5), over=0, within=5)])
    assert (budget.undecided, budget.may_miss, budget.may_miss_so_far, budget.ends_at) == (5, 2, 1, None)


def test_a_clock_past_the_half_hour_expects_no_fewer_than_came() -> None:
    assert error_budget([part(2 * HALF_HOUR)]).expected == 141


def test_queues_with_goals_of_their_own_are_added_up() -> None:
    easy = part(15 * MINUTE, Counts(offered=10, answered=10, answered_within=10), 0, 0, goal=50)
    hard = part(15 * MINUTE, Counts(offered=10, answered=10, answered_within=8), 0, 0, goal=90)
    # of 20 and 20 expected 10 and 2 may be missed, and 2 were
    assert error_budget([easy, hard]) == ErrorBudget(20, 18, 2, 0, 40, 10, 4, 0.9)


def test_exactly_the_threshold_is_not_over_it() -> None:
    waiting = [Visit("v", "c", "nurse", NOON - timedelta(seconds=waited)) for waited in (19, 20, 20.1)]
    assert waiting_over(waiting, 20, NOON) == (1, 2)
