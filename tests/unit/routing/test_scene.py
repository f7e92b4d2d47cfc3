"""The floor at one moment."""

from floor_parts import agent, scene, talking, visit

from ivr.routing.rules import Step, Terms


def test_those_at_the_level_or_above_are_able():
    anna, bela = agent("anna", tech=7), agent("bela", tech=4)
    assert scene(0, agents=[anna, bela]).able(visit("c1", min_level=5)) == [anna]


def test_those_at_the_level_of_the_last_step_are_able_but_not_at_once():
    busy, idle = talking("anna", 0, "tech", tech=7), agent("bela", tech=4)
    call = visit("c1", min_level=6, terms=Terms(steps=(Step(10, 4),)))
    assert scene(0, agents=[busy, idle]).able(call) == [busy, idle]
    assert not scene(9, agents=[busy, idle]).is_at_once(call)
    assert scene(10, agents=[busy, idle]).is_at_once(call)


def test_an_agent_whose_phone_is_in_use_is_not_idle():
    anna, bela = agent("anna", tech=7), talking("bela", 0, "tech", tech=7)
    floor = scene(0, agents=[anna, bela], phones_in_use={"anna"})
    assert not floor.is_idle(anna)
    assert not floor.is_idle(bela)


def test_the_position_counts_the_calls_of_the_same_skill_before_it():
    line = [visit("c1"), visit("c2", "english", 1), visit("c3", "tech", 2)]
    assert scene(5, line).position(line[2]) == 2


def test_a_call_that_would_join_has_a_position_too():
    assert scene(5, [visit("c1")]).position(visit("new", entered_at=5)) == 2
