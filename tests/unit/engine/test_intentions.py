"""What the console wishes is performed once, or refused with a sentence, or too late."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from ivr.asterisk.ami_lists import ChannelSeen
from ivr.calls import intentions as wishes
from ivr.calls.intentions import (
    HangUpCall,
    Intention,
    ListenIn,
    LogOutAgent,
    Outcome,
    PauseAgent,
    ReloadPhones,
    UnpauseAgent,
)
from ivr.engine import intentions as module
from ivr.engine.doorbell import Bell
from ivr.engine.intentions import Deeds, Intentions
from ivr.engine.listening import Listening
from ivr.errors import ConnectionLost
from ivr.routing.agent import AgentState
from ivr.store import intentions
from ivr.store.database import Database

ANNA = "agent-anna"


def channel(name: str, state: str) -> ChannelSeen:
    return ChannelSeen(name, "", "", state, "", "", "", "", "", "", "")


@dataclass
class Switch:
    """Asterisk's channels, and what was done to them."""

    there: list[ChannelSeen] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    reloads: int = 0
    away: bool = False

    async def hang_up(self, channel: str) -> bool:
        self.hung_up.append(channel)
        return True

    async def core_show_channels(self) -> list[ChannelSeen]:
        return self.there

    async def reload(self) -> None:
        if self.away:
            raise ConnectionLost
        self.reloads += 1


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def deeds(office, switch: Switch, monkeypatch: pytest.MonkeyPatch) -> Deeds:
    monkeypatch.setattr(module, "SILENCE_AGAIN_S", 0.001)
    channels = {"call-1": "PJSIP/far-end-1"}.get
    listening = Listening(switch, office.diary, channels)
    return Deeds(office.desk, switch, channels, office.door.cut, switch.reload, office.tapes, listening)


@pytest.fixture
def wish(office, database: Database, deeds: Deeds) -> Callable[..., object]:
    async def write_and_wait(intention: Intention, age_s: float = 0.0) -> tuple[Outcome | None, str | None]:
        written_at = office.clock.now() - timedelta(seconds=age_s)
        with database.write() as connection:
            row_id = intentions.write(connection, intention, "account:1", written_at)
        bell = Bell()
        bell.press()
        running = asyncio.create_task(Intentions(database, deeds, office.clock.now).run(bell))
        async with asyncio.timeout(60):
            while True:
                with database.read() as connection:
                    row = intentions.of(connection, row_id)
                if row is not None and row.outcome is not None:
                    running.cancel()
                    return row.outcome, row.reason
                await asyncio.sleep(0.005)

    return write_and_wait


async def test_a_pause_is_a_pause_with_its_reason(office, wish) -> None:
    office.log_in(ANNA)
    assert await wish(PauseAgent(ANNA, "lunch")) == (Outcome.DONE, None)
    assert office.agent_changes[-1] == (ANNA, "paused", "lunch")


async def test_a_pause_ends(office, wish) -> None:
    office.log_in(ANNA)
    office.desk.pause(ANNA, "lunch")
    assert await wish(UnpauseAgent(ANNA)) == (Outcome.DONE, None)
    assert office.state(ANNA) is AgentState.AVAILABLE


async def test_an_idle_agent_is_logged_out_and_no_channel_is_touched(office, wish, switch: Switch) -> None:
    office.log_in(ANNA)
    assert await wish(LogOutAgent(ANNA)) == (Outcome.DONE, None)
    assert office.state(ANNA) is AgentState.LOGGED_OUT
    assert switch.hung_up == []


async def test_only_the_ringing_phone_of_the_agent_is_stopped(office, wish, switch: Switch) -> None:
    switch.there = [
        channel("PJSIP/agent-anna-0000001", "Up"),
        channel("PJSIP/agent-anna-b-0000002", "Ringing"),
        channel("PJSIP/agent-anna-0000003", "Ringing"),
    ]
    office.log_in(ANNA)
    office.join("call-1")
    assert await wish(LogOutAgent(ANNA)) == (Outcome.DONE, None)
    assert switch.hung_up == ["PJSIP/agent-anna-0000003"]
    assert office.acd.waiting() == ["call-1"]


@pytest.mark.parametrize(
    ("intention", "sentence"),
    [
        (PauseAgent("agent-nobody", "lunch"), wishes.NO_SUCH_AGENT),
        (LogOutAgent("agent-bela"), wishes.NOT_LOGGED_IN),
        (UnpauseAgent(ANNA), wishes.NOT_PAUSED),
        (HangUpCall("call-2"), wishes.CALL_IS_OVER),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_sentence(office, wish, intention, sentence: str) -> None:
    office.log_in(ANNA)
    assert await wish(intention) == (Outcome.REFUSED, sentence)


async def test_a_call_is_ended_on_its_callers_channel(wish, switch: Switch) -> None:
    assert await wish(HangUpCall("call-1")) == (Outcome.DONE, None)
    assert switch.hung_up == ["PJSIP/far-end-1"]


async def test_phones_are_reloaded_or_it_is_said_that_they_were_not(wish, switch: Switch) -> None:
    assert await wish(ReloadPhones()) == (Outcome.DONE, None)
    switch.away = True
    assert await wish(ReloadPhones()) == (Outcome.REFUSED, wishes.NOT_RELOADED)


async def test_a_wish_of_another_version_is_refused(office, database: Database, deeds: Deeds) -> None:
    now = office.clock.now()
    row = intentions.IntentionRow("one", None, "account:1", now, now + timedelta(seconds=5))
    outcome = await Intentions(database, deeds, office.clock.now)._outcome(row)
    assert outcome == (Outcome.REFUSED, wishes.NOT_KNOWN)


async def test_a_wish_that_came_too_late_is_not_performed(wish, switch: Switch) -> None:
    assert await wish(HangUpCall("call-1"), age_s=6) == (Outcome.EXPIRED, None)
    assert switch.hung_up == []


async def test_a_forgotten_ring_costs_a_look_later(office, database, deeds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_S", 0.01)
    office.log_in(ANNA)
    with database.write() as connection:
        intentions.write(connection, PauseAgent(ANNA, "lunch"), "account:1", office.clock.now())
    running = asyncio.create_task(Intentions(database, deeds, office.clock.now).run(Bell()))
    async with asyncio.timeout(60):
        while office.state(ANNA) is not AgentState.PAUSED:  # noqa: ASYNC110 - the router tells nobody
            await asyncio.sleep(0.005)
    running.cancel()


async def test_who_may_not_hear_a_talk_because_it_is_over_is_told_so(deeds: Deeds) -> None:
    wish = ListenIn("call-1", "call-1-s1", ANNA, "agent-bela", "listen", "Sára", "told")
    assert await deeds.perform(wish) == wishes.TALK_IS_OVER
