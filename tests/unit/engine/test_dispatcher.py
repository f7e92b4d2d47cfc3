import asyncio

from ivr.engine.dispatcher import Dispatcher
from ivr.routing.acd import Acd
from ivr.routing.agent import AgentState
from ivr.routing.promises import Announcement

RULES = {"skills": ["reception"], "wrap_up_s": 5, "max_wait_s": 60}


class Seat:
    def __init__(self) -> None:
        self.told: list[object] = []

    def assigned(self, agent: str) -> None:
        self.told.append(agent)

    def announced(self, announcement: Announcement) -> None:
        self.told.append("announcement")

    def offered_callback(self) -> None:
        self.told.append("callback")

    def overflowed(self, target: str | None) -> None:
        self.told.append(("overflow", target))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


Seen = list[tuple[str, AgentState, str | None, float | None]]


def dispatcher(seen: Seen, clock: Clock) -> Dispatcher:
    return Dispatcher(Acd(RULES), clock, ["agent-anna"], lambda *change: seen.append(change))


async def test_a_waiting_call_hears_of_its_agent() -> None:
    seat, room = Seat(), dispatcher([], Clock())
    room.tell(Acd.agent_login, "agent-anna", {"reception": 5})
    room.seat("call-1", seat)

    room.tell(Acd.add_call, "call-1", "reception")

    assert seat.told == ["agent-anna"]


async def test_a_call_that_left_is_told_nothing() -> None:
    seat, room = Seat(), dispatcher([], Clock())
    room.seat("call-1", seat)
    room.leave("call-1")

    room.tell(Acd.add_call, "call-1", "reception")

    assert seat.told == []


async def test_each_change_of_an_agent_is_heard_once() -> None:
    seen: Seen = []
    room = dispatcher(seen, Clock())

    room.tell(Acd.agent_login, "agent-anna", {"reception": 5})
    room.tell(Acd.tick)
    room.tell(Acd.agent_pause, "agent-anna", reason="asked", until=1060.0)

    pause = ("agent-anna", AgentState.PAUSED, "asked", 1060.0)
    assert seen == [("agent-anna", AgentState.AVAILABLE, None, None), pause]


async def test_the_router_is_woken_when_something_becomes_due() -> None:
    seat, clock = Seat(), Clock()
    room = dispatcher([], clock)
    room.seat("call-1", seat)
    waking = asyncio.create_task(room.run())
    room.tell(Acd.add_call, "call-1", "reception")

    clock.now += 61
    room.tell(Acd.agent_busy, "agent-anna", busy=False)
    await asyncio.sleep(0)
    waking.cancel()

    assert seat.told == ["announcement", "callback", ("overflow", None)]


async def test_who_waits_for_a_call_goes_on_as_soon_as_it_has_its_seat() -> None:
    room = dispatcher([], Clock())
    waits = asyncio.create_task(room.seated("call-1", 60.0))
    await asyncio.sleep(0)
    assert not waits.done()

    room.seat("call-1", Seat())

    await asyncio.wait_for(waits, 60)
    await room.seated("call-1", 60.0)


async def test_nobody_waits_for_ever_for_a_call_that_does_not_come() -> None:
    await asyncio.wait_for(dispatcher([], Clock()).seated("call-1", 0.01), 60)


async def test_who_stands_beside_hears_each_step_before_anything_follows_from_it() -> None:
    room, heard = dispatcher([], Clock()), []
    room.beside(lambda *step: heard.append(step))

    room.tell(Acd.add_call, "call-1", "reception", min_level=2)

    assert heard == [("add_call", 1000.0, ("call-1", "reception"), {"min_level": 2})]


async def test_only_agents_who_changed_are_looked_at() -> None:
    acd = Acd(RULES)
    acd.agent_login(1.0, "agent-anna", {"reception": 5})

    assert (set(acd.changed_agents()), set(acd.changed_agents())) == ({"agent-anna"}, set())
