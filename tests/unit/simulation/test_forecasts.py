"""Every way of guessing, on the same delayed callers."""

from math import isclose

import pytest

from ivr.simulation.acd_driver import AcdDriver
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centres import SIX
from ivr.simulation.forecasts import HOLD, OURS, POSITION, SPOKEN, SPOKEN_10, Forecasts, mean_error_s, told_by_all
from ivr.simulation.run import Run


@pytest.fixture(scope="module")
def notes():
    plan = plan_calls(SIX["small"](), 2)
    driver = AcdDriver.of(plan.scenario)
    notes = Forecasts(driver.estimate, lambda run, journey: None)
    Run.of(plan, driver, (notes,)).go()
    return notes


def test_only_delayed_callers_after_the_warm_up_are_asked_about(notes):
    assert notes.rows
    assert all(row.journey.call.arrives_s >= 1800 for row in notes.rows)
    assert all(not row.journey.offers or row.journey.offers[0][0] > row.journey.call.arrives_s for row in notes.rows)


def test_app_queue_says_round_values_of_its_hold_time(notes):
    assert all(row.told[SPOKEN] % 60 == 0 and row.told[SPOKEN_10] % 10 == 0 for row in notes.rows)
    assert {row.told[SPOKEN] for row in notes.rows} == {(row.told[HOLD] + 30) // 60 * 60 for row in notes.rows}


def test_the_guess_by_position_grows_with_the_callers_before(notes):
    assert all(row.told[POSITION] > 0 for row in notes.rows)


def test_the_error_is_a_mean_over_what_was_told_and_is_known(notes):
    two = notes.rows[:2]
    wanted = sum(abs(row.told[OURS] - row.journey.true_wait_s) for row in two) / 2
    assert isclose(mean_error_s(two, OURS), wanted)
    assert mean_error_s(two, "nobody") is None
    assert told_by_all(notes.rows, OURS, "nobody") == []
