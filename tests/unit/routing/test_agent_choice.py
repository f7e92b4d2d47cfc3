import pytest
from floor_parts import agent, visit

from ivr.routing.agent_choice import agent_cost, other_scarcity, ranked, rule_of
from ivr.routing.explanation import LEAST_COST, LONGEST_IDLE, ONLY_ONE_ABLE, PREFERRED_AGENT


def test_the_cost_weighs_other_skills_against_the_level():
    assert agent_cost(2.0, 7) == pytest.approx(0.3 * 2 - 0.5 * 7)


def test_the_preferred_agent_costs_one_less():
    assert agent_cost(1.0, 5, True) == pytest.approx(agent_cost(1.0, 5) - 1.0)


def test_the_skill_asked_for_is_not_scarce_for_its_own_caller():
    assert other_scarcity({"tech": 5, "english": 3}, "tech", {"tech": 9.0, "english": 0.5}) == 0.5


def test_a_skill_nobody_counts_costs_nothing():
    assert other_scarcity({"tech": 5, "origami": 9}, "tech", {"tech": 1.0}) == 0.0


def chosen(*agents, scarcity=None, **wish):
    call = visit("c1", **wish)
    rows = ranked(call, agents, scarcity or {})
    return rows[0][2].id, rule_of(call, rows)


def test_the_one_whose_other_skill_is_scarce_is_kept_for_it():
    anna, bela = agent("anna", tech=5, english=5), agent("bela", t=50, tech=5)
    assert chosen(anna, bela, scarcity={"english": 2.0}) == ("bela", LEAST_COST)


def test_the_better_one_takes_the_call():
    assert chosen(agent("anna", tech=5), agent("bela", t=50, tech=7)) == ("bela", LEAST_COST)


def test_among_equals_the_longest_idle_takes_it():
    anna, bela = agent("anna", t=9, tech=5, english=5), agent("bela", t=4, tech=5)
    assert chosen(anna, bela, scarcity={"english": 0.8}) == ("bela", LONGEST_IDLE)


def test_the_preferred_agent_takes_it_against_one_two_levels_better():
    anna, bela = agent("anna", t=9, tech=5), agent("bela", tech=7)
    assert chosen(anna, bela, preferred_agent="anna") == ("anna", PREFERRED_AGENT)


def test_somebody_much_better_takes_it_before_the_preferred_agent():
    assert chosen(agent("anna", tech=5), agent("bela", tech=9), preferred_agent="anna") == ("bela", LEAST_COST)


def test_the_only_one_able_is_called_so():
    assert chosen(agent("anna", tech=1)) == ("anna", ONLY_ONE_ABLE)
