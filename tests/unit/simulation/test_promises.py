"""How what was said was kept."""

from math import isclose
from types import SimpleNamespace

from ivr.simulation.centre import PlannedCall
from ivr.simulation.journey import Journey
from ivr.simulation.promises import Kept, bounds_of, is_told_later, kept_of


def journey(name, wait_s):
    return Journey(PlannedCall(name, 100.0, "tech", 900.0, 60.0, 10.0), answered_s=100.0 + wait_s)


def said(*times):
    return [(t, SimpleNamespace(seconds_upper=upper_s)) for t, upper_s in times]


def row(hi, wait_s):
    return SimpleNamespace(estimate=SimpleNamespace(hi=hi), journey=SimpleNamespace(true_wait_s=wait_s))


def test_bounds_are_judged_by_their_coverage_and_their_width():
    bounds = bounds_of([row(60, 30), row(60, 90), row(None, 10), row(60, None)])
    assert (bounds.coverage, bounds.over_wait) == (0.5, 1.0)
    assert bounds_of([]) is None


def test_each_announcement_is_judged_from_the_moment_it_was_made():
    kept = kept_of([journey("a", 50), journey("b", 50)], {"a": said((100, 60), (130, 10)), "b": said((100, None))})
    assert kept == Kept(kept=0.5, said_over_true=1.0, per_caller=1.0, told_later=0.0)


def test_silence_promises_nothing():
    assert kept_of([journey("a", 50)], {"a": said((100, None))}) is None


def test_a_later_moment_than_promised_is_a_later_time():
    assert is_told_later([(0, 60), (50, 30)])
    assert not is_told_later([(0, 60), (20, 30)])
    assert isclose(kept_of([journey("a", 70)], {"a": said((100, 60), (150, 30))}).told_later, 1.0)
