import pytest

from ivr.routing.agent_choice import agent_cost, other_scarcity


def test_the_cost_weighs_other_skills_against_the_level():
    assert agent_cost(2.0, 7) == pytest.approx(0.3 * 2 - 0.5 * 7)


def test_the_preferred_agent_costs_one_less():
    assert agent_cost(1.0, 5, True) == pytest.approx(agent_cost(1.0, 5) - 1.0)


def test_the_skill_asked_for_is_not_scarce_for_its_own_caller():
    assert other_scarcity({"tech": 5, "english": 3}, "tech", {"tech": 9.0, "english": 0.5}) == 0.5


def test_a_skill_nobody_counts_costs_nothing():
    assert other_scarcity({"tech": 5, "origami": 9}, "tech", {"tech": 1.0}) == 0.0
