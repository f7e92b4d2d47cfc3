"""Waits counted by length: added up, and percentiles read from them."""

import pytest

from ivr.reports.waits import EDGES, bucket_s, edge_of, merged, percentile_s


@pytest.mark.parametrize(
    ("wait_s", "edge"),
    [(0, 1), (1, 1), (1.001, 2), (60, 60), (60.5, 65), (300, 300), (301, 330), (3600, 3600), (3601, 86_400)],
)
def test_a_wait_counts_at_the_edge_it_does_not_exceed(wait_s: float, edge: int) -> None:
    assert edge_of(wait_s) == edge


def test_nobody_waits_longer_than_a_day() -> None:
    assert edge_of(1e9) == EDGES[-1]


def test_counts_are_added_up() -> None:
    assert merged([{1: 2, 65: 1}, {1: 3}]) == {1: 5, 65: 1}


@pytest.mark.parametrize(("share", "edge"), [(0.5, 10), (0.8, 20), (0.81, 300), (1, 300)])
def test_a_percentile_is_the_edge_within_which_that_share_was_answered(share: float, edge: int) -> None:
    assert percentile_s({10: 5, 20: 3, 300: 2}, share) == edge


def test_where_nobody_was_answered_there_is_no_percentile() -> None:
    assert percentile_s({}, 0.5) is None


@pytest.mark.parametrize(("edge", "width"), [(1, 1), (60, 1), (65, 5), (300, 5), (330, 30), (3600, 30)])
def test_an_edge_is_as_coarse_as_its_distance_to_the_one_before(edge: int, width: int) -> None:
    assert bucket_s(edge) == width
