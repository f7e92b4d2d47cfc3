from ivr.routing.acd import Acd
from ivr.routing.actions import Assign, Overflow
from ivr.routing.rules import Terms

RULES = {"skills": ["tech", "english"], "max_wait_s": None}


def test_what_is_due_at_one_moment_happens_in_the_order_wake_assign_send_on():
    acd = Acd(RULES)
    acd.agent_login(0, "anna", {"tech": 5})
    acd.agent_pause(0, "anna", until=30)
    acd.add_call(0, "c1", "tech", terms=Terms(max_wait_s=30))
    acd.add_call(0, "c2", "tech", terms=Terms(max_wait_s=30))
    actions = [action for action in acd.tick(30) if isinstance(action, Assign | Overflow)]
    assert actions == [Assign("c1", "anna"), Overflow("c2", None)]


def test_two_agents_freed_at_once_take_the_calls_that_suit_them():
    acd = Acd(RULES)
    for name, skills in (("anna", {"tech": 5, "english": 5}), ("bela", {"tech": 5})):
        acd.agent_login(0, name, skills)
        acd.agent_pause(0, name, until=60)
    acd.add_call(1, "c1", "tech")
    acd.add_call(2, "c2", "english")
    assert {Assign("c1", "bela"), Assign("c2", "anna")} <= set(acd.tick(60))
