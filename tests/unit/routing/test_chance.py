"""Chance without a source of its own."""

from itertools import pairwise
from statistics import fmean, pstdev

import pytest

from ivr.routing.chance import exponential_layers, layers, mixed, normal_layers, seed_of


def test_the_seed_of_a_call_is_the_same_in_every_process():
    assert seed_of("call-1", 0) == 2442627900
    assert len({seed_of("call-1", 0), seed_of("call-2", 0), seed_of("call-2", 1)}) == 3


def test_mixed_numbers_are_each_there_once_and_in_another_order_by_seed():
    assert sorted(mixed(100, 1)) == list(range(100))
    assert mixed(100, 1) != mixed(100, 2)


@pytest.mark.parametrize("paths", [15, 40])
def test_a_row_has_one_number_in_each_equal_part(paths):
    assert all([int(number * paths) for number in sorted(row)] == list(range(paths)) for row in layers(paths))


def test_the_rows_have_their_distributions():
    scores = [score for row in normal_layers(40) for score in row]
    assert (fmean(scores), pstdev(scores)) == pytest.approx((0, 1), abs=0.01)
    assert fmean(number for row in exponential_layers(40) for number in row) == pytest.approx(1, abs=0.01)


def test_neighbouring_rows_have_nothing_to_do_with_each_other():
    pairs = [a * b for one, two in pairwise(normal_layers(40)) for a, b in zip(one, two, strict=True)]
    assert abs(fmean(pairs)) < 0.03
