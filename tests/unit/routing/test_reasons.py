from floor_parts import agent, talking, visit

from ivr.routing.agent_choice import ranked
from ivr.routing.explanation import LEAST_COST, WAITS, WAITS_FOR_LEVEL
from ivr.routing.reasons import NAMED, explain_offer, explain_wait
from ivr.routing.rules import Step, Terms
from ivr.routing.staff import Staff


def staff_of(*agents):
    staff = Staff()
    for one in agents:
        staff.count(one)
    return staff


def test_every_agent_left_out_has_a_reason():
    anna, bela, cili = agent("anna", tech=2), talking("bela", 0, "tech", tech=5), agent("cili", tech=5)
    staff = staff_of(anna, bela, agent("dora", english=5))
    staff.phone("cili", busy=True)
    staff.count(cili)
    why = explain_wait(visit("c1", min_level=3), staff, [], 10)
    assert dict(why.excluded) == {"anna": "tech level 2 under 3", "bela": "on_call", "cili": "phone in use"}
    assert (why.rule, why.unnamed) == (WAITS, (("no skill tech", 1),))


def test_the_parts_of_a_cost_add_up():
    anna = agent("anna", tech=5, english=3)
    call = visit("c1", preferred_agent="anna")
    rows = ranked(call, [anna], {"english": 2.0})
    cost = explain_offer(call, staff_of(anna), rows, (LEAST_COST, "anna", ()), 10).eligible[0]
    assert (cost.scarcity, cost.level_part, cost.sticky, cost.idle_s) == (0.6, -2.5, -1.0, 10)
    assert cost.cost == cost.scarcity + cost.level_part + cost.sticky


def test_a_caller_for_whom_the_level_is_not_yet_lowered_is_told_apart():
    call = visit("c1", terms=Terms(steps=(Step(0, 6), Step(10, 1))))
    staff = staff_of(agent("anna", tech=3), talking("bela", 0, "tech", tech=9))
    why = explain_wait(call, staff, [], 5)
    assert (why.rule, why.step, why.needed_level) == (WAITS_FOR_LEVEL, 0, 6)


def test_a_large_centre_is_counted_not_named():
    staff = staff_of(*(talking(f"a{number}", 0, "tech", tech=5) for number in range(NAMED + 30)))
    why = explain_wait(visit("c1"), staff, [], 5)
    assert (len(why.excluded), why.unnamed) == (NAMED, (("on_call", 30),))
