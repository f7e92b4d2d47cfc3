"""A trunk never carries more calls than it bears, nor are more begun in a second."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import AuthorError
from ivr.outbound.pacing import Pace, may_place

PACES = st.builds(Pace, st.integers(1, 50), st.floats(0.05, 20), st.integers(0, 5))


def test_an_idle_trunk_bears_as_many_as_a_second_allows() -> None:
    assert may_place(Pace(10, 2.0), 0, [], for_callback=True) == 2


def test_calls_begun_within_the_last_second_count() -> None:
    assert may_place(Pace(10, 2.0), 2, [0.2, 5.0], for_callback=True) == 1


def test_a_line_is_kept_for_callbacks() -> None:
    pace = Pace(3, 10.0, kept=1)
    assert may_place(pace, 2, [], for_callback=False) == 0
    assert may_place(pace, 2, [], for_callback=True) == 1


def test_the_only_line_of_a_trunk_is_for_everybody() -> None:
    assert may_place(Pace(1, 10.0, kept=1), 0, [], for_callback=False) == 1


def test_a_slow_trunk_begins_one_call_in_several_seconds() -> None:
    pace = Pace(10, 0.25)
    assert may_place(pace, 1, [3.9], for_callback=True) == 0
    assert may_place(pace, 1, [4.1], for_callback=True) == 1


@given(PACES, st.integers(0, 60), st.lists(st.floats(0, 10), max_size=30), st.booleans())
def test_never_more_than_it_bears(pace: Pace, under_way: int, ago: list[float], urgent: bool) -> None:
    begun = may_place(pace, under_way, ago, urgent)
    assert begun >= 0
    assert not begun or under_way + begun <= pace.calls
    window_s = max(1.0, 1 / pace.per_second)
    assert not begun or sum(s < window_s for s in ago) + begun <= pace.per_second * window_s + 1e-6


@pytest.mark.parametrize("wrong", [{"calls": 0}, {"per_second": 0}, {"kept": -1}])
def test_a_trunk_that_bears_nothing_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(AuthorError):
        Pace(**wrong)
