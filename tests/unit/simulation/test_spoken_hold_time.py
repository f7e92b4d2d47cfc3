"""app_queue's hold time, in its own whole seconds, with its own mistakes."""

import pytest

from ivr.simulation.spoken_hold_time import HoldTime, spoken_s


def answered(waits, hold):
    for wait_s in waits:
        hold.answered(0, wait_s)
    return hold.hold_s


def test_until_the_first_call_is_over_every_answer_overwrites_the_hold_time():
    assert answered([40, 7, 90], HoldTime()) == 90


def test_after_it_each_answer_moves_the_hold_time_by_a_quarter():
    assert answered([40], HoldTime(hold_s=80, completed=1)) == 70


def test_a_caller_who_hung_up_counts_as_a_beginning_but_not_as_a_wait():
    hold = HoldTime(hold_s=80)
    hold.gave_up()
    assert hold.hold_s == 80
    assert answered([40], hold) == 70


def test_with_a_constant_wait_it_climbs_to_three_seconds_less():
    assert answered([60] * 200, HoldTime(hold_s=0, completed=1)) == 57


def test_waits_are_differences_of_whole_seconds():
    hold = HoldTime()
    hold.answered(10.9, 20.1)
    assert hold.hold_s == 10


@pytest.mark.parametrize(
    ("hold_s", "waited_s", "rounding_s", "said_s"),
    [
        (0, 0, 0, 0),  # silence
        (29, 0, 0, 0),
        (30, 0, 0, 60),
        (89, 0, 0, 60),
        (0, 0, 10, 30),  # the half minute stays where nothing is rounded to minutes
        (100, 0, 10, 130),
        (50, 80, 0, 0),
        (50, 200, 0, 120),  # the longer the wait beyond it, the longer the time spoken
        (50, 260, 30, 180),
    ],
)
def test_what_is_spoken(hold_s, waited_s, rounding_s, said_s):
    assert spoken_s(hold_s, waited_s, rounding_s) == said_s
