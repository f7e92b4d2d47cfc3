from ivr.routing.agent import Agent, AgentState
from ivr.routing.choice import Explanation, choose_agent, explain_choice
from ivr.routing.line import Visit

VISIT = Visit("c1", "tech", 3, 0, None, 0, 0, 1, 0)


def agent(name, idle_since, level=5, state=AgentState.AVAILABLE):
    return Agent(name, {"tech": level}, 1, state=state, idle_since=idle_since)


def test_the_longest_idle_is_chosen():
    assert choose_agent(VISIT, [agent("anna", 9), agent("bela", 4)]).id == "bela"


def test_nobody_able_is_an_outcome():
    assert choose_agent(VISIT, [agent("anna", 9, level=2)]) is None


def test_every_agent_left_out_has_a_reason():
    agents = [agent("anna", 0, level=2), agent("bela", 0, state=AgentState.ON_CALL), agent("cili", 0), agent("dora", 6)]
    why = explain_choice(VISIT, agents, {"cili"}, t=10)
    assert dict(why.excluded) == {"anna": "tech level 2 under 3", "bela": "on_call", "cili": "phone in use"}
    assert (why.chosen, why.step, why.idle_s) == ("dora", "longest idle", (("dora", 4),))


def test_an_explanation_survives_plain_data():
    why = explain_choice(VISIT, [agent("anna", 0), agent("bela", 0, level=1)], frozenset(), t=10)
    plain = {name: getattr(why, name) for name in ("call", "step", "chosen", "eligible", "excluded", "idle_s")}
    assert Explanation.from_plain(plain) == why
