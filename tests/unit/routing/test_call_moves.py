"""What each event of a call changes on the floor."""

import pytest
from floor_parts import floor_with

from ivr.routing import call_moves
from ivr.routing.agent import AgentEvent, AgentState
from ivr.routing.call_moves import Newcomer
from ivr.routing.floor import Floor
from ivr.routing.settling import settle


@pytest.fixture
def floor() -> Floor:
    return floor_with(anna={"tech": 5})


def join(floor: Floor, call: str, at: float) -> None:
    call_moves.join(floor, at, Newcomer(call, "tech", 1, 0, None, at, None, None))


@pytest.fixture
def ringing(floor: Floor) -> Floor:
    """The first call rings at Anna's, the second waits."""
    join(floor, "c1", 1)
    join(floor, "c2", 2)
    settle(floor, 2)
    return floor


def state(floor: Floor) -> AgentState:
    return floor.staff.get("anna").state


def test_a_call_joins_once(ringing: Floor) -> None:
    join(ringing, "c1", 3)
    join(ringing, "c2", 3)
    assert (ringing.ignored, [visit.call for visit in ringing.line]) == (2, ["c2"])


def test_an_answer_counts_how_long_the_caller_waited(ringing: Floor) -> None:
    call_moves.answer(ringing, 21, "c1", "anna")
    assert state(ringing) is AgentState.ON_CALL
    assert ringing.half_hours.service_level(21, "tech") == 1.0


def test_a_refused_call_goes_back_to_its_place_and_the_agent_pauses(ringing: Floor) -> None:
    call_moves.refuse(ringing, 21, "c1", "anna", "no answer")
    assert [visit.call for visit in ringing.line] == ["c1", "c2"]
    assert (state(ringing), ringing.staff.get("anna").pause_reason) == (AgentState.PAUSED, "no answer")


@pytest.mark.parametrize("move", [call_moves.abandon, call_moves.leave])
def test_a_caller_who_goes_while_a_phone_rings_frees_the_agent(ringing: Floor, move) -> None:
    move(ringing, 5, "c1")
    move(ringing, 5, "c2")
    move(ringing, 6, "c2")
    assert (state(ringing), len(list(ringing.line)), ringing.ignored) == (AgentState.AVAILABLE, 0, 1)


def test_a_caller_cannot_go_while_he_talks(ringing: Floor) -> None:
    call_moves.answer(ringing, 5, "c1", "anna")
    call_moves.abandon(ringing, 6, "c1")
    assert (state(ringing), ringing.ignored) == (AgentState.ON_CALL, 1)


def test_after_the_talk_the_agent_does_what_was_wished_meanwhile(ringing: Floor) -> None:
    call_moves.answer(ringing, 5, "c1", "anna")
    ringing.staff.get("anna").after_call = AgentEvent.PAUSE
    call_moves.end(ringing, 60, "c1", "anna")
    assert (state(ringing), "c1" in ringing.offers) == (AgentState.PAUSED, False)


def test_a_call_that_is_with_another_agent_is_not_answered(ringing: Floor) -> None:
    call_moves.answer(ringing, 5, "c1", "bela")
    call_moves.end(ringing, 5, "c2", "anna")
    assert (state(ringing), ringing.ignored) == (AgentState.RINGING, 2)
