from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.floor import Floor
from ivr.routing.rules import RoutingConfig
from ivr.routing.wait_estimate import HandleTimes


def floor_with(*names):
    floor = Floor(RoutingConfig(skills=("tech",)), 0, HandleTimes(120))
    for order, name in enumerate(names):
        floor.agents[name] = Agent(name, {"tech": 5}, order, state=AgentState.AVAILABLE)
    return floor


def test_an_event_that_may_not_follow_is_counted_and_changes_nothing():
    floor = floor_with("anna")
    assert not floor.move(floor.agents["anna"], AgentEvent.ANSWER, 5)
    assert (floor.agents["anna"].state, floor.ignored) == (AgentState.AVAILABLE, 1)


def test_a_call_held_by_another_agent_is_not_found():
    floor = floor_with("anna")
    assert floor.holder("c1", "anna") is None
    assert floor.ignored == 1


def test_a_log_out_removes_the_agent():
    floor = floor_with("anna")
    floor.move(floor.agents["anna"], AgentEvent.LOGOUT, 5)
    assert floor.agents == {}


def test_an_empty_floor_has_nothing_due():
    floor = floor_with("anna")
    assert floor.settle(5) == []
    assert list(floor.due_times()) == []


def test_the_end_of_a_pause_counts_from_its_own_time():
    floor = floor_with("anna")
    anna = floor.agents["anna"]
    anna.pause_until = 60
    floor.move(anna, AgentEvent.PAUSE, 5)
    floor.settle(75)
    assert (anna.state, anna.idle_since) == (AgentState.AVAILABLE, 60)
