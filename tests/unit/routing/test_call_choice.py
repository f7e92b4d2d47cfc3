import pytest
from floor_parts import agent, visit

from ivr.routing.call_choice import View, call_score, scores


def test_a_caller_ahead_by_wait_is_more_urgent():
    assert call_score(30, 0, 5, 5, 20, False) > call_score(29, 0, 5, 5, 20, False)


def test_the_score_is_the_formula():
    assert call_score(30, 60, 8, 7, 20, False) == pytest.approx((30 + 60 + 10 + 8) * 1.3 / 20)


def test_a_better_level_and_a_tighter_target_come_first():
    assert call_score(5, 0, 0, 9, 20, False) > call_score(5, 0, 0, 1, 20, False)
    assert call_score(5, 0, 0, 5, 10, False) > call_score(5, 0, 0, 5, 20, False)


@pytest.mark.parametrize(("wait_s", "factor"), [(19, 1), (20, 1), (21, 0.1), (119, 0.1), (120, 1), (300, 1)])
def test_only_the_mode_sla_lets_those_over_the_target_yield_until_two_minutes(wait_s, factor):
    usual = call_score(wait_s, 0, 0, 5, 20, False)
    assert call_score(wait_s, 0, 0, 5, 20, True) == pytest.approx(usual * factor)


def test_a_bonus_never_makes_a_caller_late():
    assert call_score(5, 100, 0, 5, 20, True) == call_score(5, 100, 0, 5, 20, False)


def test_heads_of_line_come_by_urgency_and_equals_by_entry():
    anna = agent("anna", tech=5, english=8)
    heads = [visit("c1", entered_at=0), visit("c2", "english", 2, sequence=1), visit("c3", entered_at=0, sequence=2)]
    found = scores(heads, anna, View(30, sla=False, pressure_s={"tech": 5.0, "english": 5.0}.__getitem__))
    assert [row.call for row in found] == ["c2", "c1", "c3"]
