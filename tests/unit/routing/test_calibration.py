"""Predictions held against what happened."""

import pytest
from floor_parts import agent, visit

from ivr.routing.calibration import Calibration
from ivr.routing.wait_estimate import Estimate

RAW = Estimate(57.0, 57.0, 97.0, 20.0, 117.0, 2, "drain", 0.9)
FEATURES = (57.0, 0.0, 0.0, 0.0, 0.0, 2.0)
ANNA = agent("anna", tech=5)


def after(calls, wait_s, ending, stacked=False):
    seen = Calibration(stacked)
    for number in range(calls):
        call = visit(f"c{number}", entered_at=number * 1000.0, sequence=number)
        seen.predicted(number * 1000.0, call, RAW, FEATURES)
        ending(seen, number * 1000.0 + wait_s, call)
    return seen


def answered(seen, t, call):
    seen.began(t, call, ANNA)


def test_answers_twice_as_late_move_the_bound_and_not_the_median():
    found = after(30, 197, answered).calibrated(RAW, FEATURES)
    assert (found.p50, found.p80) == (57, pytest.approx(197))
    assert found.lo <= found.p50 <= found.p80 <= found.hi


def test_who_hung_up_counts_with_the_time_at_which_the_next_was_answered():
    def hung_up(seen, t, call):
        seen.left(call, abandoned=True)
        seen.began(t, visit("later", entered_at=call.entered_at + 1, sequence=10**6), ANNA)

    assert after(30, 197, hung_up).calibrated(RAW, FEATURES).p80 == pytest.approx(197)


def test_who_hung_up_counts_until_an_agent_stays_idle():
    def hung_up(seen, t, call):
        seen.left(call, abandoned=True)
        seen.freed(t, agent("bela", english=5))
        seen.freed(t, ANNA)

    assert after(30, 197, hung_up).calibrated(RAW, FEATURES).p80 == pytest.approx(197)


def test_who_was_sent_elsewhere_says_nothing():
    def sent_on(seen, t, call):
        seen.left(call, abandoned=False)
        seen.freed(t, ANNA)

    assert after(30, 197, sent_on).calibrated(RAW, FEATURES) == RAW


def test_only_the_first_estimate_of_a_call_counts():
    def told_twice(seen, t, call):
        seen.predicted(t - 1, call, RAW, FEATURES)
        seen.began(t, call, ANNA)

    assert after(30, 197, told_twice).calibrated(RAW, FEATURES).p80 == pytest.approx(197)


def test_the_stack_is_asked_only_where_agents_states_are_poor():
    assert after(100, 197, answered).calibrated(RAW, FEATURES).point == 57
    stacked = after(100, 197, answered, stacked=True).calibrated(RAW, FEATURES)
    assert (stacked.point, stacked.basis) == (pytest.approx(197, rel=0.1), "stack")


def test_nobody_logged_in_stays_so():
    nobody = Estimate(None, None, None, None, None, 1, "nobody logged in", 0.0)
    assert Calibration(False).calibrated(nobody, FEATURES) == nobody


def test_calibration_survives_plain_data():
    seen = after(30, 197, answered)
    seen.predicted(5, visit("c"), RAW, FEATURES)
    again = Calibration.from_plain(False, seen.to_plain())
    assert again.calibrated(RAW, FEATURES) == seen.calibrated(RAW, FEATURES)
    assert again.to_plain() == seen.to_plain()
