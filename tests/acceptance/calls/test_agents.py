"""Callers and agents: talks, agents who do not answer, the order of callers, feature codes. In the nurses' queue."""

import asyncio

import pytest

from ivr.asterisk.far_end_call import Seen
from ivr.asterisk.far_end_phones import BUSY, DECLINES, answers

NURSE = "wait:1 3"
SPOKEN = "This telephone does not belong to an agent."  # what agents say here: a clip no menu plays


async def test_caller_and_agent_hear_each_other_and_the_agent_hangs_up(world) -> None:
    await world.log_in("agent-csilla")
    world.far_end.phone("agent-csilla").behave(answers("wait:3.5 hangup", speech=world.speech(SPOKEN)))
    call = await world.call(NURSE, max_s=12.0)
    await call.over.wait()
    record = await world.record(call)
    assert SPOKEN in [words.text for words in world.listen(call).words]
    assert (record["disposition"], record["hung_up_by"]) == ("served", "agent")
    assert [(leg["kind"], leg["agent"]) for leg in record["legs"]] == [("caller", None), ("agent", "agent-csilla")]


async def test_the_caller_hangs_up_while_talking_and_was_served(world) -> None:
    await world.log_in("agent-csilla")
    world.far_end.phone("agent-csilla").behave(answers("wait:20"))
    call = await world.call(NURSE)
    talk = await world.arrival("agent-csilla")
    await talk.settled.wait()
    await asyncio.sleep(1.0)
    await world.far_end.hang_up(call)
    await asyncio.wait_for(talk.over.wait(), 2.0)
    record = await world.record(call)
    assert (record["disposition"], record["hung_up_by"]) == ("served", "caller")
    assert talk.ended_by == "other side"


async def test_the_caller_hangs_up_while_the_agent_rings_and_has_abandoned(world) -> None:
    await world.log_in("agent-csilla")
    call = await world.call(NURSE)
    ringing = await world.arrival("agent-csilla")
    await asyncio.sleep(0.5)
    await world.far_end.hang_up(call)
    await asyncio.wait_for(ringing.over.wait(), 2.0)
    record = await world.record(call)
    assert ringing.at(Seen.ANSWERED) is None
    assert record["disposition"] == "abandoned"
    assert [leg["cause"] for leg in record["legs"] if leg["kind"] == "agent"] == ["caller_gone"]


async def test_while_the_agent_rings_the_caller_hears_music(world) -> None:
    await world.log_in("agent-csilla")
    world.far_end.phone("agent-csilla").behave(answers("wait:0.5 hangup", after_s=3.5))
    call = await world.call(NURSE, max_s=15.0)
    await call.over.wait()
    assert world.listen(call).music_s >= 1.5


async def test_an_agent_who_does_not_answer_is_not_ready_and_the_next_one_rings(world) -> None:
    await world.log_in("agent-csilla", "agent-dora")
    phones = {name: world.far_end.phone(name) for name in ("agent-csilla", "agent-dora")}
    call = await world.call(NURSE)
    first = (await first_of(world, *phones)).number
    other = next(name for name in phones if name != first)
    phones[other].behave(answers("wait:1 hangup"))
    served = await world.arrival(other, within_s=8.0)
    await asyncio.wait_for(call.over.wait(), 10.0)
    record = await world.record(call)
    paused, _ = await world.house.fallback()
    assert paused == {first: True, other: False}
    assert served.caller_id == call.caller_id
    agent_legs = [(leg["agent"], leg["cause"]) for leg in record["legs"] if leg["kind"] == "agent"]
    assert agent_legs == [(first, "no_answer"), (other, None)]
    assert record["disposition"] == "served"


async def test_the_caller_nobody_answered_is_back_at_the_head(world) -> None:
    await world.log_in("agent-csilla")
    first = await world.call(NURSE)
    await world.arrival("agent-csilla")
    second = await world.call(NURSE)
    await asyncio.sleep(4.5)
    world.far_end.phone("agent-dora").behave(answers("wait:0.5 hangup"))
    await world.log_in("agent-dora")
    served = [await world.arrival("agent-dora", number, 12.0) for number in (1, 2)]
    assert [call.caller_id for call in served] == [first.caller_id, second.caller_id]


async def test_two_callers_and_one_agent_are_served_in_the_order_they_came(world) -> None:
    world.far_end.phone("agent-dora").behave(answers("wait:1 hangup"))
    first = await world.call(NURSE)
    await asyncio.sleep(0.3)
    second = await world.call(NURSE)
    await asyncio.sleep(2.0)
    await world.log_in("agent-dora")
    served = [await world.arrival("agent-dora", number, 12.0) for number in (1, 2)]
    assert [call.caller_id for call in served] == [first.caller_id, second.caller_id]
    await asyncio.wait_for(second.over.wait(), 10.0)
    records = await world.records([first, second])
    assert [record["disposition"] for record in records] == ["served", "served"]


@pytest.mark.parametrize(("behaviour", "cause"), [(BUSY, "busy"), (DECLINES, "unreachable")])
async def test_an_agent_who_refuses_is_passed_over(world, behaviour, cause: str) -> None:
    await world.log_in("agent-csilla")
    world.far_end.phone("agent-csilla").behave(behaviour)
    call = await world.call(NURSE)
    await world.arrival("agent-csilla")
    world.far_end.phone("agent-dora").behave(answers("wait:0.5 hangup"))
    await world.log_in("agent-dora")
    await asyncio.wait_for(call.over.wait(), 12.0)
    legs = [leg for leg in (await world.record(call))["legs"] if leg["kind"] == "agent"]
    assert [(leg["agent"], leg["cause"]) for leg in legs] == [("agent-csilla", cause), ("agent-dora", None)]


async def test_feature_codes_change_the_members_of_asterisks_own_queue(world) -> None:
    assert (await world.house.fallback())[0] == {}
    call = await world.dial_code("agent-csilla", "*45")
    assert world.hears(call, "logged_in")
    assert (await world.house.fallback())[0] == {"agent-csilla": False}
    call = await world.dial_code("agent-csilla", "*47")
    assert world.hears(call, "paused")
    assert (await world.house.fallback())[0] == {"agent-csilla": True}
    call = await world.dial_code("agent-csilla", "*47")
    assert world.hears(call, "unpaused")
    assert (await world.house.fallback())[0] == {"agent-csilla": False}
    call = await world.dial_code("agent-csilla", "*46")
    assert world.hears(call, "logged_out")
    assert (await world.house.fallback())[0] == {}


async def test_a_stranger_cannot_log_in_as_an_agent(world) -> None:
    call = await world.call("wait:5 hangup", number="*45")
    await call.over.wait()
    assert world.hears(call, "not_an_agent")
    assert (await world.house.fallback())[0] == {}


async def first_of(world, *agents: str):
    """The first call that arrives at any of these phones."""
    tasks = [asyncio.create_task(world.arrival(agent)) for agent in agents]
    done, waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    return done.pop().result()
