"""The gap after a call."""

from statistics import fmean

import pytest

from ivr.routing.gaps import Gaps, sample_rests

EVEN = [(number + 0.5) / 1000 for number in range(1000)]


def test_before_anything_is_known_the_prior_wrap_up_and_the_ringing_stand():
    assert Gaps(24).sample("tech") == [27]


def test_wrap_ups_stand_in_for_gaps_until_twenty_are_known():
    gaps = Gaps(24)
    gaps.wrapped_up("tech", 10)
    for _ in range(20):
        assert 13 in gaps.sample("tech")
        gaps.followed("tech", 10, 3)
    gaps.wrapped_up("tech", 500)
    assert set(gaps.sample("tech")) == {13}


def test_only_the_last_four_hundred_count():
    gaps = Gaps(24)
    for number in range(500):
        gaps.followed("tech", number, 2)
    assert gaps.sample("tech") == [number + 2 for number in range(100, 500)]


def test_the_ringing_time_is_learned():
    gaps = Gaps(24)
    for _ in range(200):
        gaps.followed("tech", 10, 8)
    assert gaps.connect_s == pytest.approx(8, abs=0.1)


def test_the_rest_of_a_gap_is_drawn_from_those_that_lasted_longer():
    rests = sample_rests([5, 10, 20, 40], 15, EVEN)
    assert set(rests) == {5, 25}
    assert fmean(rests) == pytest.approx(15)


def test_a_gap_longer_than_any_known_goes_on_for_a_usual_one():
    assert fmean(sample_rests([10, 20], 50, EVEN)) == pytest.approx(15, rel=0.02)


def test_gaps_survive_plain_data():
    gaps = Gaps(24)
    gaps.wrapped_up("tech", 10)
    gaps.followed("tech", 10, 4)
    assert Gaps.from_plain(24, gaps.to_plain()).sample("tech") == gaps.sample("tech")
