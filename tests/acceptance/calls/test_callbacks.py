"""Callbacks: who waits asks for one and hangs up; his telephone rings when it is his turn. In the nurses' queue."""

import asyncio

import pytest

from ivr.asterisk.far_end import Caller
from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import answers

pytestmark = pytest.mark.long
NURSE_THEN_CALLBACK = "wait:1 3 wait:1.5 2 silence:1 1 silence:1 wait:1 hangup"
NURSE = "wait:1 3 wait:20 hangup"
HELLO = "Goodbye."  # a short word, as a person takes a call
# A key may fall between two words of a hurried machine: it is pressed again.
GREETING = "This telephone does not belong to an agent."  # words on end, as a machine greets
SPOKEN = "It is kept, callers hear it from now on."  # what the nurse says


async def asks(world) -> FarEndCall:
    """A caller who asked for a callback and hung up."""
    call = await world.call(NURSE_THEN_CALLBACK, max_s=40.0)
    await asyncio.wait_for(call.over.wait(), 45.0)
    return call


async def listed(world, number: str) -> str:
    lines = (await world.house.verb("callbacks", "list")).splitlines()
    return next(line for line in lines if number in line)


async def calls_to(world, number: str) -> list[dict]:
    return [row for row in await world.house.calls() if row["dialled"] == number and row["disposition"]]


async def test_who_asked_is_called_when_a_nurse_is_free_and_talks_with_her(world) -> None:
    world.far_end.phone("agent-csilla").behave(answers("wait:4 hangup", speech=world.speech(SPOKEN)))
    asked = await asks(world)
    number = asked.caller_id
    world.far_end.phone(number).behave(answers("silence:1 1 wait:4 1 wait:25", speech=world.speech(HELLO)))
    assert world.hears(asked, "callback_confirm", "callback_agreed")
    first = await world.record(asked)
    assert (first["disposition"], first["visits"][0]["outcome"]) == ("callback", "callback")

    await world.log_in("agent-csilla")
    rung = await world.arrival(number, within_s=10.0)
    await asyncio.wait_for(rung.over.wait(), 40.0)
    assert world.hears(rung, "called_back_greeting", "called_back_keys")
    assert SPOKEN in [words.text for words in world.listen(rung).words]
    (second,) = await calls_to(world, number)
    assert (second["disposition"], second["direction"]) == ("served", "outbound")
    assert second["visits"][0]["callback_id"]
    assert "connected" in await listed(world, number)


async def test_a_machine_hears_a_message_and_who_answers_later_needs_no_call_any_more(world) -> None:
    asked = await asks(world)
    number = asked.caller_id
    machine = answers("wait:25", speech=world.speech(GREETING))
    world.far_end.phone(number).behave(machine, answers("silence:1 2 wait:4 2 wait:12", speech=world.speech(HELLO)))
    await world.log_in("agent-csilla")
    first = await world.arrival(number, within_s=10.0)
    await asyncio.wait_for(first.over.wait(), 45.0)
    again = await world.arrival(number, 2, within_s=20.0)
    await asyncio.wait_for(again.over.wait(), 30.0)
    assert world.hears(first, "called_back_message")
    assert world.hears(again, "called_back_not_needed")
    assert sorted(call["disposition"] for call in await calls_to(world, number)) == ["cancelled", "machine"]
    assert "cancelled" in await listed(world, number)


async def test_who_rings_in_meanwhile_takes_his_place_along_and_is_not_called(world) -> None:
    asked = await asks(world)
    number = asked.caller_id
    other = await world.call(NURSE, max_s=40.0)
    back = await world.far_end.place_call("100", NURSE, Caller(number), 40.0)
    world.placed.append(back)
    world.far_end.phone("agent-csilla").behave(answers("wait:1 hangup"))
    await asyncio.sleep(4.0)
    await world.log_in("agent-csilla")
    await asyncio.wait_for(back.over.wait(), 30.0)
    assert "merged" in await listed(world, number)
    assert number not in [call.number for call in world.far_end.arrived]
    connected = [leg["answered_at"] for row in await world.records([other]) for leg in row["legs"] if leg["agent"]]
    mine = [row for row in await world.house.calls() if row["caller_id"] == number and row["disposition"] == "served"]
    assert mine[0]["legs"][1]["answered_at"] < min([at for at in connected if at], default="9999")
