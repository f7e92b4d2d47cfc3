from datetime import UTC, datetime

from ivr.hours.closure import Closure, closed_by, first_moment_after


def at(hour):
    return datetime(2026, 11, 23, hour, tzinfo=UTC)


FIRE = Closure(at(10), at(12), "fire drill")


def test_a_closure_covers_its_start_and_not_its_end():
    assert closed_by([FIRE], at(10)) is FIRE
    assert closed_by([FIRE], at(12)) is None


def test_a_closure_without_end_covers_everything_after():
    assert first_moment_after([Closure(at(10))], at(20)) is None


def test_closures_that_touch_are_passed_together():
    assert first_moment_after([Closure(at(12), at(14)), FIRE], at(11)) == at(14)


def test_a_moment_outside_stays():
    assert first_moment_after([FIRE], at(9)) == at(9)
