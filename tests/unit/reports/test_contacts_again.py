"""Who came again, and for whom the first contact was the last."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from ivr.reports.contacts_again import Contact, again_row, repeating, resolved

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
NOW = NOON + timedelta(days=40)


def contact(call: str, day: float, number: str | None = "36", answered: bool = True, days: int = 7) -> Contact:
    at = NOON + timedelta(days=day)
    return Contact(call, number, at, answered, at + timedelta(minutes=5) if answered else None, timedelta(days=days))


@pytest.mark.parametrize(("days", "first"), [(1, True), (3, True), (7, False), (30, False)])
def test_who_comes_again_within_the_days_was_not_helped_the_first_time(days: int, first: bool) -> None:
    ends = resolved([contact("a", 0, days=days), contact("b", 5, days=days)], NOW)
    assert [one.first_only for one in ends] == [first, True]


def test_within_the_same_call_is_no_new_contact() -> None:
    ends = resolved([contact("a", 0), contact("a", 0.001), contact("b", 20)], NOW)
    assert [one.first_only for one in ends] == [True, True, True]


def test_who_hung_up_the_second_time_came_again_all_the_same() -> None:
    (end,) = resolved([contact("a", 0), contact("b", 2, answered=False)], NOW)
    assert end.first_only is False


def test_callers_without_a_number_and_open_windows_are_counted_apart() -> None:
    each = [contact("a", 0)], [contact("b", 1, None)], [contact("c", 39, "37")]
    row = again_row("nurse", 7, Counter(end.way for some in each for end in resolved(some, NOW)), Counter())
    assert (row.answered, row.resolved, row.came_again, row.anonymous, row.undecided) == (3, 1, 0, 1, 1)
    assert (row.fcr, row.repeat_share) == (1.0, None)


def test_a_number_repeats_when_it_had_joined_in_the_days_before() -> None:
    late, twice = [contact("a", 0), contact("b", 5)], [contact("c", 5, "37"), contact("d", 5.1, "37")]
    assert [repeating(some, NOON + timedelta(days=4), NOW) for some in (late, twice)] == [True, True]
    assert repeating([contact("a", 0, days=3), contact("b", 5, days=3)], NOON + timedelta(days=4), NOW) is False


def test_who_joined_outside_the_range_only_is_no_number_of_it() -> None:
    assert repeating([contact("a", 0), contact("b", 1)], NOON + timedelta(days=4), NOW) is None
    assert repeating([contact("a", 0), contact("b", 1)], NOON - timedelta(days=4), NOON) is None
