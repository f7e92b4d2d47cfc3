"""What became of one simulated call."""

from ivr.simulation.centre import PlannedCall, Shift, Staffed
from ivr.simulation.journey import Journey


def journey(**ends):
    return Journey(PlannedCall("c", 100.0, "tech", 60.0, 200.0, 50.0, entered_s=40.0), **ends)


def test_a_wait_counts_from_the_arrival_and_the_place_from_the_virtual_entry():
    served = journey(answered_s=130.0)
    assert (served.waited_s, served.true_wait_s, served.entered_s) == (30.0, 30.0, 40.0)


def test_the_true_wait_of_one_who_gave_up_is_the_virtual_one():
    gone = journey(gave_up_s=160.0, virtual_answer_s=190.0)
    assert (gone.waited_s, gone.true_wait_s) == (60.0, 90.0)
    assert journey(gave_up_s=160.0).true_wait_s is None


def test_who_is_neither_answered_nor_gone_still_waits():
    assert journey().is_waiting
    assert not journey(overflowed_s=900.0).is_waiting


def test_a_slow_agent_talks_and_wraps_up_longer():
    slow = Staffed("a", {"tech": 5}, (Shift(0, 1),), pace=1.5)
    assert (journey().talk_s(slow), journey().wrap_up_s(slow)) == (300.0, 75.0)
