"""A supervisor listens in on a real talk: who hears whom in each mode, and what is written down of it."""

import asyncio
import json
import os
import signal
from typing import Any

import pytest

from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import DECLINES, answers
from ivr.calls.ids import fresh_id
from ivr.calls.intentions import PHONE_IN_USE, TALK_IS_OVER, ListenIn, Outcome
from ivr.calls.listening import listening_leg
from ivr.calls.listening_events import ListeningEnded, ListeningSwitched

DENTIST = "wait:1 5 wait:240"
RECONCILE = ("report", "reconcile", "--from")
JULIA, MARIA, RITA = "agent-julia", "agent-maria", "agent-rita"
BY = "Sára <account:1>"
# Clips no menu plays to any of the three.
AGENT, CALLER = "There is no prompt with this number.", "You are not logged in."
UNHEARD, WHISPERED, BARGED = (
    "This telephone does not belong to an agent.",
    "It is kept, callers hear it from now on.",
    "You are logged out. Goodbye.",
)
SAID_S, PATIENCE_S, MOST_TIMES = 3.5, 60.0, 8


def wish_for(call_id: str, mode: str = "listen", phone: str = MARIA) -> ListenIn:
    return ListenIn(call_id, listening_leg(call_id, fresh_id()), JULIA, phone, mode, BY, "told")


def texts(world, call: FarEndCall) -> set[str]:
    return {words.text for words in world.listen(call).words} & {AGENT, CALLER, UNHEARD, WHISPERED, BARGED}


async def talk(world, desk) -> tuple[FarEndCall, FarEndCall, str]:
    """Júlia talks with a caller."""
    await world.log_in(JULIA)
    world.far_end.phone(JULIA).behave(answers("wait:240", after_s=0.2))
    call = await world.call(DENTIST, "101", max_s=250.0)
    at_agent = await world.arrival(JULIA)
    await at_agent.settled.wait()
    live = await desk.live_call(call.caller_id, "on_call")
    return call, at_agent, live.call_id


def legs_of_supervisors(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [leg for leg in record["legs"] if leg["kind"] == "supervisor"]


def switched(desk, call_id: str) -> list[str]:
    """The modes he switched to."""
    return [event.mode for event in desk.events(call_id) if isinstance(event, ListeningSwitched)]


async def listening(world, desk, wish: ListenIn) -> FarEndCall:
    """The telephone that rings for a supervisor, answered or not."""
    before = len([call for call in world.arrived if call.number == wish.phone])
    assert (await desk.wish(wish)).outcome is Outcome.DONE
    listens: FarEndCall = await world.arrival(wish.phone, before + 1)
    await listens.settled.wait()
    return listens


async def test_his_telephone_rings_and_the_listening_ends_with_the_talk(world, desk) -> None:
    call, at_agent, call_id = await talk(world, desk)
    world.far_end.phone(MARIA).behave(DECLINES, answers("wait:1 5 wait:60", after_s=0.2))
    await listening(world, desk, wish_for(call_id))
    wish = wish_for(call_id)
    listens = await listening(world, desk, wish)
    assert (await desk.wish(wish_for(call_id))).reason == PHONE_IN_USE
    async with asyncio.timeout(10.0):
        while not (desk.live_agent(JULIA).listened and switched(desk, call_id)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    await world.far_end.hang_up(at_agent)
    await asyncio.wait_for(listens.over.wait(), 2.0)
    assert listens.ended_by == "other side"
    declined, answered = legs_of_supervisors(await world.record(call))
    assert (declined["cause"], declined["answered_at"]) == ("rejected", None)
    assert (answered["leg_id"], answered["agent"], answered["account"]) == (wish.leg_id, JULIA, BY)
    assert answered["cause"] is None
    assert answered["answered_at"] < answered["ended_at"]
    assert switched(desk, call_id) == ["whisper"]
    assert (await desk.wish(wish_for(call_id))).reason == TALK_IS_OVER


async def say(world, who: FarEndCall, text: str, *heard_by: FarEndCall) -> None:
    """Until these have heard it, and twice at least: on a full machine a recording loses pieces."""
    for number in range(MOST_TIMES):
        await world.far_end.speak(who, world.speech(text))
        await asyncio.sleep(SAID_S)
        if number and all([text in await asyncio.to_thread(texts, world, one) for one in heard_by]):
            return


@pytest.mark.long
async def test_who_hears_whom_in_each_mode(world, desk) -> None:
    call, at_agent, call_id = await talk(world, desk)
    world.far_end.phone(MARIA).behave(answers("wait:240", after_s=0.2))
    listens = await listening(world, desk, wish_for(call_id))
    await say(world, at_agent, AGENT, listens, call)
    await say(world, call, CALLER, listens, at_agent)
    await say(world, listens, UNHEARD)
    for key, text, heard_by in (("5", WHISPERED, [at_agent]), ("6", BARGED, [at_agent, call])):
        await world.far_end.press(listens, key)
        await say(world, listens, text, *heard_by)
    await world.far_end.hang_up(at_agent)
    await listens.over.wait()
    assert texts(world, listens) == {AGENT, CALLER}
    assert texts(world, at_agent) == {CALLER, WHISPERED, BARGED}
    assert texts(world, call) == {AGENT, BARGED}


@pytest.mark.long
async def test_an_engine_killed_meanwhile_takes_nothing_from_the_record(world, desk) -> None:
    call, at_agent, call_id = await talk(world, desk)
    for phone in (MARIA, RITA):
        world.far_end.phone(phone).behave(answers("wait:240", after_s=0.2))
    wish = wish_for(call_id, "whisper")
    listens = await listening(world, desk, wish)
    steps_in = await listening(world, desk, wish_for(call_id, "barge", RITA))
    engine = (await world.house.status())["pids"]["engine"]
    os.kill(engine, signal.SIGKILL)
    async with asyncio.timeout(PATIENCE_S):
        while not await world.house.is_back(engine):  # noqa: ASYNC110 - it is another process that moves
            await asyncio.sleep(0.3)
    await say(world, listens, WHISPERED, at_agent)
    await say(world, steps_in, BARGED, at_agent, call)
    await world.far_end.hang_up(at_agent)
    await asyncio.wait_for(asyncio.gather(listens.over.wait(), steps_in.over.wait()), 2.0)
    assert texts(world, at_agent) == {WHISPERED, BARGED}
    assert texts(world, call) == {BARGED}
    await world.record(call, within_s=PATIENCE_S)
    ends = await ended(desk, call_id, 2)
    assert wish.leg_id in {end.leg_id for end in ends}
    assert {(end.witness, end.cause) for end in ends} == {("cel", None)}


@pytest.mark.long
async def test_who_answers_when_the_talk_is_over_is_let_go_at_once(world, desk) -> None:
    call, at_agent, call_id = await talk(world, desk)
    world.far_end.phone(MARIA).behave(answers("wait:60", after_s=3.0))
    assert (await desk.wish(wish_for(call_id))).outcome is Outcome.DONE
    listens = await world.arrival(MARIA)
    await world.far_end.hang_up(at_agent)
    await call.over.wait()
    assert not listens.settled.is_set()
    await listens.settled.wait()
    await asyncio.wait_for(listens.over.wait(), 2.0)
    assert listens.ended_by == "other side"


async def ended(desk, call_id: str, many: int) -> list[ListeningEnded]:
    """The ends of listening that are written down, once there are so many."""
    async with asyncio.timeout(PATIENCE_S):
        while len(found := [one for one in desk.events(call_id) if isinstance(one, ListeningEnded)]) < many:  # noqa: ASYNC110
            await asyncio.sleep(0.3)
    return found


@pytest.mark.long
async def test_what_asterisk_wrote_down_of_listening_agrees(world) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while "compared later" in await world.house.verb(*RECONCILE, world.house.began, codes=(0, 1)):  # noqa: ASYNC110
            await asyncio.sleep(1.0)
    listened = [row["call_id"] for row in await world.house.calls() if legs_of_supervisors(row)]
    rows = json.loads(await world.house.verb(*RECONCILE, world.house.began, "--format", "json", codes=(0, 1)))
    assert len(listened) >= 3
    assert [row for row in rows if row["call_id"] in listened] == []
