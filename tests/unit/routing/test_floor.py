from floor_parts import CONFIG, floor_with, visit

from ivr.routing.agent import AgentEvent, AgentState
from ivr.routing.settling import settle


def test_an_event_that_may_not_follow_is_counted_and_changes_nothing():
    floor = floor_with(anna={"tech": 5})
    assert not floor.move(floor.staff.get("anna"), AgentEvent.ANSWER, 5)
    assert (floor.staff.get("anna").state, floor.ignored) == (AgentState.AVAILABLE, 1)


def test_a_call_held_by_another_agent_is_not_found():
    floor = floor_with(anna={"tech": 5})
    assert floor.holder("c1", "anna") is None
    assert floor.ignored == 1


def test_a_log_out_removes_the_agent():
    floor = floor_with(anna={"tech": 5})
    floor.move(floor.staff.get("anna"), AgentEvent.LOGOUT, 5)
    assert list(floor.staff) == []


def test_an_empty_floor_has_nothing_due():
    floor = floor_with(anna={"tech": 5})
    assert settle(floor, 5) == []
    assert floor.due.next() is None


def test_the_end_of_a_pause_counts_from_its_own_time():
    floor = floor_with(anna={"tech": 5})
    anna = floor.staff.get("anna")
    anna.pause_until = 60
    floor.move(anna, AgentEvent.PAUSE, 5)
    settle(floor, 75)
    assert (anna.state, anna.idle_since) == (AgentState.AVAILABLE, 60)


def test_waiting_work_is_shared_by_those_who_staff_the_line():
    floor = floor_with(anna={"tech": 5}, bela={"tech": 5})
    floor.line.join(visit("c1"))
    assert floor.pressure_s("tech") == CONFIG.handle_prior_s / 2


def test_a_skill_with_fewer_agents_is_scarcer_once_both_are_asked_for():
    floor = floor_with(anna={"tech": 5, "english": 5}, bela={"tech": 5})
    for t in (0, 10, 20):
        floor.demand.arrived(t, "tech")
        floor.demand.arrived(t, "english")
    assert floor.scarcity(20)["english"] > 1 > floor.scarcity(20)["tech"]
