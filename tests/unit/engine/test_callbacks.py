"""Asked for, dialled when the turn comes, taken along by who rings in: each once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from ivr.asterisk.ami_events import OriginateResponse
from ivr.calls.callback_events import (
    CallbackAttemptEnded,
    CallbackClosed,
    CallbackDialled,
    CallbackMerged,
    CallbackRequested,
)
from ivr.calls.disposition import Disposition
from ivr.calls.events import Event
from ivr.calls.ids import leg_id, uuid7
from ivr.engine import callbacks as module
from ivr.engine import outbound_legs
from ivr.engine.callback_requests import CallbackRequests, Wish
from ivr.engine.doorbell import Bell
from ivr.engine.history import History
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.routing.agent import AgentState
from ivr.store import callbacks as stored
from ivr.store.callbacks import Callback

ANNA, NUMBER = "agent-anna", "+36301234567"


class Desk:
    """The callbacks of an office, at work."""

    def __init__(self, office) -> None:
        self.office, self.bell = office, Bell()

    async def ask(self, not_before: datetime | None = None) -> Callback:
        """A caller who has waited for a minute asks for it and hangs up."""
        history = History(uuid7(9, bytes(10)), self.office.diary)
        entered_at = self.office.clock.now() - timedelta(minutes=1)
        wish = Wish("visit", "reception", "reception", NUMBER, "hu", entered_at, not_before=not_before)
        return await CallbackRequests(self.office.called_back).request(history, wish)

    async def until(self, kind: type[Event], times: int = 1) -> Event:
        """The last event of a kind, as soon as there are so many."""
        async with asyncio.timeout(60):
            while len(found := [one for one in self.office.events if isinstance(one, kind)]) < times:
                self.bell.pressed.set()
                await asyncio.sleep(0.005)
        return found[-1]

    async def rounds(self) -> None:
        """Let everything that is due happen."""
        for _ in range(5):
            self.bell.pressed.set()
            await asyncio.sleep(0.02)

    def now(self, callback: Callback) -> Callback:
        with self.office.database.read() as connection:
            found = stored.load(connection, callback.id)
        assert found is not None
        return found


@pytest.fixture
async def desk(office, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(outbound_legs, "CAUSE_S", 0)
    monkeypatch.setattr(module, "LOOK_S", 600)
    desk = Desk(office)
    running = asyncio.create_task(office.called_back.run(desk.bell, lambda: True))
    yield desk
    running.cancel()


async def test_a_wish_is_kept_and_written_down(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.rounds()
    written = desk.office.only(CallbackRequested)
    assert (written.callback_id, written.number, written.visit_id) == (asked.id, NUMBER, "visit")
    assert desk.office.acd.waiting() == [asked.call_id]
    assert desk.office.originated == []


async def test_the_telephone_rings_once_when_an_agent_is_free(desk: Desk) -> None:
    asked = await desk.ask()
    desk.office.log_in(ANNA)
    dialled = await desk.until(CallbackDialled)
    await desk.rounds()
    (call,) = desk.office.originated
    assert (call.channel_id, call.variables["IVR_CALL"]) == (leg_id(asked.call_id, 0), asked.call_id)
    assert (dialled.attempt, dialled.because) == (1, "an agent is kept")


async def test_nobody_answers_so_the_agent_is_free_and_another_attempt_planned(desk: Desk) -> None:
    asked = await desk.ask()
    desk.office.log_in(ANNA)
    await desk.until(CallbackDialled)
    desk.office.legs.responded(OriginateResponse(leg_id(asked.call_id, 0), False, "", "<null>", 3))
    ended = await desk.until(CallbackAttemptEnded)
    await desk.rounds()
    assert ended.disposition is Disposition.NO_ANSWER
    assert desk.now(asked).state is CallbackState.NO_ANSWER
    assert desk.office.state(ANNA) is AgentState.AVAILABLE


async def test_the_next_attempt_keeps_the_first_entry(desk: Desk) -> None:
    asked = await desk.ask()
    desk.office.log_in(ANNA)
    await desk.until(CallbackDialled)
    desk.office.legs.responded(OriginateResponse(leg_id(asked.call_id, 0), False, "", "<null>", 3))
    await desk.until(CallbackAttemptEnded)
    desk.office.clock.forward(600)
    again = await desk.until(CallbackDialled, times=2)
    assert (again.attempt, desk.now(asked).entered_at) == (2, asked.entered_at)


async def test_who_rings_in_himself_is_not_called_any_more(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.rounds()
    history = History("call-2", desk.office.diary)
    assert await desk.office.called_back.take_along(history, NUMBER, "reception") == asked.entered_at
    desk.office.log_in(ANNA)
    await desk.rounds()
    assert desk.office.only(CallbackMerged).call_id == "call-2"
    assert desk.office.only(CallbackClosed).state == "merged"
    assert desk.office.originated == []


async def test_his_telephone_falls_silent_when_he_rings_in_meanwhile(desk: Desk) -> None:
    asked = await desk.ask()
    desk.office.log_in(ANNA)
    await desk.until(CallbackDialled)
    await desk.office.called_back.take_along(History("call-2", desk.office.diary), NUMBER, "reception")
    await desk.rounds()
    assert desk.office.hung_up == [leg_id(asked.call_id, 0)]


async def test_a_strangers_call_takes_nothing_along(desk: Desk) -> None:
    await desk.ask()
    history = History("call-2", desk.office.diary)
    assert await desk.office.called_back.take_along(history, "+36309999999", "reception") is None
    assert await desk.office.called_back.take_along(history, None, "reception") is None


async def test_a_chosen_time_joins_the_line_when_it_comes(desk: Desk) -> None:
    at = desk.office.clock.now() + timedelta(hours=1)
    asked = await desk.ask(not_before=at)
    await desk.rounds()
    assert (asked.state, desk.office.acd.waiting()) == (CallbackState.REQUESTED, [])
    desk.office.clock.forward(3600)
    await desk.rounds()
    assert desk.office.acd.waiting() == [asked.call_id]
    assert desk.now(asked).entered_at == at


async def test_what_was_cancelled_elsewhere_leaves_the_line(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.rounds()
    with desk.office.database.write() as connection:
        stored.move(connection, asked.id, CallbackEvent.CANCEL)
    await desk.rounds()
    assert desk.office.acd.waiting() == []


@pytest.mark.parametrize("is_taken", [False, True])
async def test_cancelled_while_his_telephone_rings_it_falls_silent_but_who_took_it_hears_us_out(
    desk: Desk, is_taken: bool
) -> None:
    asked = await desk.ask()
    desk.office.log_in(ANNA)
    await desk.until(CallbackDialled)
    await desk.rounds()
    if is_taken:
        desk.office.called_back.adopt(asked, asked.call_id)
    with desk.office.database.write() as connection:
        stored.move(connection, asked.id, CallbackEvent.CANCEL)
    await desk.rounds()
    assert desk.office.hung_up == ([] if is_taken else [leg_id(asked.call_id, 0)])


async def test_one_nobody_could_be_found_for_expires(desk: Desk) -> None:
    asked = await desk.ask()
    desk.office.clock.forward(4 * 3600)
    closed = await desk.until(CallbackClosed)
    assert (closed.callback_id, closed.state) == (asked.id, "expired")


async def test_an_attempt_of_a_dead_engine_is_not_dialled_again_at_once(desk: Desk) -> None:
    asked = await desk.ask()
    desk.office.book.begin(asked.id, desk.office.clock.now())
    desk.office.log_in(ANNA)
    await desk.office.legs.take_up(set())
    await desk.rounds()
    assert desk.now(asked).state is CallbackState.NO_ANSWER
    assert desk.office.originated == []
