import pytest

from ivr.routing.sticky import Prospect, is_worth_holding


def test_a_caller_is_held_for_an_agent_nearly_free_when_the_line_is_long():
    assert is_worth_holding(Prospect(5, 60, 0.9))
    assert is_worth_holding(Prospect(5, 60, None))


@pytest.mark.parametrize("prospect", [Prospect(15, 60, 0.9), Prospect(5, 15, 0.9), Prospect(5, 60, 0.79)])
def test_neither_a_busy_agent_nor_a_short_line_nor_a_bad_half_hour_is_worth_it(prospect):
    assert not is_worth_holding(prospect)


def test_what_nobody_can_say_is_not_worth_it():
    assert not is_worth_holding(Prospect(None, 60, 0.9))
    assert not is_worth_holding(Prospect(5, None, 0.9))
