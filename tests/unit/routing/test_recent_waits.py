"""What went by lately."""

import pytest

from ivr.routing.recent_waits import RecentWaits


def test_the_mean_of_the_last_ten_waits_is_kept():
    recent = RecentWaits()
    for wait_s in range(20):
        recent.answered("tech", wait_s)
    assert recent.last_ten_s("tech") == pytest.approx(14.5)


def test_the_line_moves_on_by_steps_between_departures_while_somebody_waits():
    recent = RecentWaits()
    for number in range(5):
        recent.joined(number, "tech")
    for t in (10, 20, 30):
        recent.departed(t, "tech")
    assert recent.advance_s("tech") == pytest.approx(10)


def test_an_empty_line_makes_no_step():
    recent = RecentWaits()
    recent.joined(0, "tech")
    recent.departed(10, "tech")
    recent.joined(1000, "tech")
    recent.departed(1010, "tech")
    assert recent.advance_s("tech") == pytest.approx(10)


def test_recent_waits_survive_plain_data():
    recent = RecentWaits()
    recent.joined(0, "tech")
    recent.answered("tech", 5)
    assert RecentWaits.from_plain(recent.to_plain()).to_plain() == recent.to_plain()
