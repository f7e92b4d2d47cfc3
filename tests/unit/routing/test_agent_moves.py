"""What each event of an agent changes on the floor."""

import pytest
from floor_parts import floor_with, visit

from ivr.routing import agent_moves
from ivr.routing.agent import AgentEvent, AgentState
from ivr.routing.floor import Floor
from ivr.routing.settling import settle


@pytest.fixture
def floor() -> Floor:
    return floor_with(anna={"tech": 5})


def state(floor: Floor) -> AgentState:
    return floor.staff.get("anna").state


def ring(floor: Floor) -> None:
    floor.enlist(visit("c1"), 1)
    settle(floor, 1)


def test_of_somebody_nobody_knows_nothing_is_changed(floor: Floor) -> None:
    for move in (agent_moves.log_out, agent_moves.end_pause, agent_moves.end_wrap_up):
        move(floor, 5, "zoe")
    assert (floor.ignored, len(list(floor.staff))) == (3, 1)


def test_a_second_log_in_only_changes_the_skills(floor: Floor) -> None:
    agent_moves.log_in(floor, 5, "anna", {"english": 3})
    assert (floor.staff.get("anna").skills, state(floor)) == ({"english": 3}, AgentState.AVAILABLE)
    assert floor.staff.get("anna").idle_since == 0


def test_who_logs_out_while_his_phone_rings_gives_the_call_back(floor: Floor) -> None:
    ring(floor)
    agent_moves.log_out(floor, 5, "anna")
    assert ("c1" in floor.line, list(floor.staff)) == (True, [])


def test_who_talks_logs_out_after_the_call(floor: Floor) -> None:
    ring(floor)
    floor.move(floor.staff.get("anna"), AgentEvent.ANSWER, 2)
    agent_moves.log_out(floor, 5, "anna")
    assert (state(floor), floor.staff.get("anna").after_call) == (AgentState.ON_CALL, AgentEvent.LOGOUT)


def test_a_pause_while_paused_has_another_end(floor: Floor) -> None:
    agent_moves.pause(floor, 5, "anna", "lunch", 60)
    agent_moves.pause(floor, 6, "anna", "training", 90)
    assert (state(floor), floor.staff.get("anna").pause_reason) == (AgentState.PAUSED, "training")
    assert floor.due.next() == 90


def test_a_wish_for_a_pause_is_taken_back(floor: Floor) -> None:
    ring(floor)
    agent_moves.pause(floor, 5, "anna", None, None)
    agent_moves.end_pause(floor, 6, "anna")
    assert floor.staff.get("anna").after_call is None


def test_a_phone_put_down_makes_idle_from_then_on(floor: Floor) -> None:
    agent_moves.use_phone(floor, 5, "anna", busy=True)
    assert not floor.staff.is_idle(floor.staff.get("anna"))
    agent_moves.use_phone(floor, 9, "anna", busy=False)
    assert floor.staff.get("anna").idle_since == 9


def test_a_wrap_up_goes_on_until_its_end(floor: Floor) -> None:
    agent_moves.wrap_up(floor, 5, "anna", until=30)
    assert (state(floor), floor.due.next()) == (AgentState.WRAP_UP, 30)
    agent_moves.end_wrap_up(floor, 9, "anna")
    assert state(floor) is AgentState.AVAILABLE


def test_other_skills_are_those_from_now_on(floor: Floor) -> None:
    agent_moves.give_skills(floor, 5, "anna", {"english": 7})
    assert floor.staff.best_level("english") == 7
