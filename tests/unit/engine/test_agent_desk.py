from datetime import UTC, datetime

import pytest

from ivr.engine.agent_desk import LOG_IN, LOG_OUT, PAUSE, UNREACHABLE, AgentDesk
from ivr.engine.dispatcher import Dispatcher
from ivr.routing.acd import Acd
from ivr.routing.agent import AgentState
from ivr.store.agent_states import AgentState as LastKnown

ANNA, BELA = "agent-anna", "agent-bela"


@pytest.fixture
def room() -> Dispatcher:
    return Dispatcher(Acd({"skills": ["reception"]}), lambda: 1000.0, [ANNA], lambda *_: None)


@pytest.fixture
def desk(room: Dispatcher) -> AgentDesk:
    return AgentDesk(room, {ANNA: {"reception": 7}})


def restore(desk: AgentDesk, *known: LastKnown) -> tuple[dict[str, AgentState], list]:
    """Take agents up: what each does now, and the changes that are no news."""
    states: dict[str, AgentState] = {}
    heard: list = []
    desk.restore({last.agent: last for last in known}, states.__setitem__, heard.append)
    return states, heard


def test_a_phone_logs_its_agent_in_and_out(desk: AgentDesk, room: Dispatcher) -> None:
    assert desk.dial_feature(ANNA, LOG_IN) == "logged_in"
    assert room.acd.agent_state(ANNA) is AgentState.AVAILABLE
    assert desk.dial_feature(ANNA, LOG_OUT) == "logged_out"
    assert room.acd.agent_state(ANNA) is AgentState.LOGGED_OUT


def test_pause_is_a_toggle(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)

    assert [desk.dial_feature(ANNA, PAUSE) for _ in range(2)] == ["paused", "unpaused"]
    assert room.acd.agent_state(ANNA) is AgentState.AVAILABLE


def test_nobody_pauses_without_being_logged_in(desk: AgentDesk) -> None:
    assert desk.dial_feature(ANNA, PAUSE) == "not_logged_in"


def test_logging_in_again_ends_a_pause_nobody_asked_for(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)
    desk.phone_is(ANNA, "UNAVAILABLE")

    desk.dial_feature(ANNA, LOG_IN)

    assert room.acd.agent_state(ANNA) is AgentState.AVAILABLE


def test_a_phone_that_vanishes_makes_its_agent_not_ready_until_it_returns(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)

    desk.phone_is(ANNA, "UNAVAILABLE")
    assert (room.acd.agent_state(ANNA), room.acd.pause_reason(ANNA)) == (AgentState.PAUSED, UNREACHABLE)
    desk.phone_is(ANNA, "NOT_INUSE")
    assert room.acd.agent_state(ANNA) is AgentState.AVAILABLE


def test_a_phone_in_use_is_offered_nothing(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)
    desk.phone_is(ANNA, "INUSE")

    room.tell(Acd.add_call, "call-1", "reception")

    assert room.acd.waiting() == ["call-1"]


def test_a_restart_takes_agents_up_where_they_were(desk: AgentDesk, room: Dispatcher) -> None:
    since = datetime.fromtimestamp(room.clock() - 60, UTC)

    states, heard = restore(
        desk, LastKnown(ANNA, "paused", since, "asked"), LastKnown("agent-gone", "available", since)
    )

    assert states == {ANNA: AgentState.PAUSED}
    assert [(event.agent, event.at) for event in heard] == [(ANNA, since)]
    assert room.acd.pause_reason(ANNA) == "asked"


def test_a_pause_that_ends_by_itself_ends_at_its_time_after_a_restart(desk: AgentDesk, room: Dispatcher) -> None:
    desk.use({ANNA: {"reception": 5}}, {"lunch": 100})
    since = room.clock() - 60

    restore(desk, LastKnown(ANNA, "paused", datetime.fromtimestamp(since, UTC), "lunch"))

    assert room.acd.next_wakeup() == pytest.approx(since + 100)


def test_who_was_idle_longest_before_a_restart_is_so_after_it() -> None:
    told: list[object] = []
    room = Dispatcher(Acd({"skills": ["reception"]}), lambda: 2000.0, [ANNA, BELA], lambda *change: told.append(change))
    desk = AgentDesk(room, {ANNA: {"reception": 5}, BELA: {"reception": 5}})

    idle = {ANNA: datetime.fromtimestamp(1900, UTC), BELA: datetime.fromtimestamp(1800, UTC)}
    restore(desk, *(LastKnown(agent, "available", since) for agent, since in idle.items()))
    assert told == []
    room.tell(Acd.add_call, "call-1", "reception")

    assert room.acd.agent_state(BELA) is AgentState.RINGING


def test_who_had_a_call_in_hand_is_free_from_the_restart_on(desk: AgentDesk, room: Dispatcher) -> None:
    since = datetime.fromtimestamp(room.clock() - 60, UTC)

    assert restore(desk, LastKnown(ANNA, "on_call", since)) == ({ANNA: AgentState.AVAILABLE}, [])


def test_a_wrap_up_goes_on_after_a_restart_until_its_time(desk: AgentDesk, room: Dispatcher) -> None:
    since, until = (datetime.fromtimestamp(room.clock() + seconds, UTC) for seconds in (-4, 6))

    states, heard = restore(desk, LastKnown(ANNA, "wrap_up", since, until=until))

    assert (states, [event.until for event in heard]) == ({ANNA: AgentState.WRAP_UP}, [until])
    assert room.acd.next_wakeup() == pytest.approx(room.clock() + 6)


def test_a_phone_that_has_just_been_in_use_is_not_taken_for_gone(desk: AgentDesk, room: Dispatcher) -> None:
    desk.phone_is(ANNA, "INUSE")
    desk.dial_feature(ANNA, LOG_IN)

    desk.phone_is(ANNA, "UNAVAILABLE")

    assert room.acd.agent_state(ANNA) is AgentState.AVAILABLE


def test_a_phone_that_declined_does_not_come_back_by_itself(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)
    room.tell(Acd.add_call, "call-1", "reception")
    desk.phone_is(ANNA, "RINGING")
    room.tell(Acd.call_refused, "call-1", ANNA, UNREACHABLE)

    desk.phone_is(ANNA, "NOT_INUSE")

    assert (room.acd.agent_state(ANNA), room.acd.pause_reason(ANNA)) == (AgentState.PAUSED, UNREACHABLE)


def test_agents_come_and_go_while_the_room_runs(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)
    desk.use({"agent-bela": {"reception": 3}}, {})

    assert room.acd.agent_state(ANNA) is AgentState.LOGGED_OUT
    assert not desk.knows(ANNA)
    assert desk.dial_feature("agent-bela", LOG_IN) == "logged_in"


def test_who_is_deactivated_while_his_phone_rings_is_named(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)
    room.tell(Acd.add_call, "call-1", "reception")

    assert desk.use({}, {}) == [ANNA]
    assert room.acd.waiting() == ["call-1"]


def test_new_levels_count_for_an_agent_at_work(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)
    desk.use({ANNA: {"nurse": 7}}, {})
    room.tell(Acd.add_call, "call-1", "reception")

    assert room.acd.agent_state(ANNA) is AgentState.AVAILABLE


def test_a_pause_ends_by_itself_where_its_reason_says_so(desk: AgentDesk, room: Dispatcher) -> None:
    desk.dial_feature(ANNA, LOG_IN)
    desk.use({ANNA: {"reception": 7}}, {"coffee": 600.0})
    desk.pause(ANNA, "lunch")
    assert room.acd.next_wakeup() is None
    desk.pause(ANNA, "coffee")
    assert room.acd.next_wakeup() == 1600.0
