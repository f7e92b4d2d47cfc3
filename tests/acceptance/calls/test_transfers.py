"""The transfer key of an agent's phone: the caller goes on in the same call, and nobody is lost by a wrong number."""

import asyncio
import json

import pytest

from ivr.asterisk.far_end_phones import BUSY, answers

DENTIST = "wait:1 5"
RECONCILE = ("report", "reconcile", "--from")
SPOKEN = "This telephone does not belong to an agent."  # what the second agent says: a clip no menu plays


async def sends_on(world, number: str) -> None:
    """Júlia takes the next call and sends it on after a second."""
    await world.log_in("agent-julia")
    world.far_end.phone("agent-julia").behave(answers(f"wait:1 transfer:{number}"))


def legs(record) -> list[tuple[str, str | None, str | None]]:
    return [(leg["kind"], leg["agent"], leg["cause"]) for leg in record["legs"]]


async def test_a_colleague_by_his_extension(world) -> None:
    await sends_on(world, "219")
    world.far_end.phone("agent-maria").behave(answers("wait:3 hangup", speech=world.speech(SPOKEN)))
    call = await world.call(DENTIST, "101", max_s=20.0)
    await call.over.wait()
    record = await world.record(call)
    assert SPOKEN in [words.text for words in world.listen(call).words]
    assert legs(record) == [("caller", None, None), ("agent", "agent-julia", None), ("agent", "agent-maria", None)]
    assert (record["disposition"], record["hung_up_by"]) == ("served", "agent")


async def test_a_number_of_a_menu_and_from_there_another_queue(world) -> None:
    await sends_on(world, "100")
    await world.log_in("agent-csilla")
    world.far_end.phone("agent-csilla").behave(answers("wait:1 hangup"))
    call = await world.call(f"{DENTIST} silence:2 wait:3 3 wait:20", "101", max_s=40.0)
    await call.over.wait()
    record = await world.record(call)
    assert [visit["queue"] for visit in record["visits"]] == ["dentist", "nurse"]
    assert [visit["transferred"] for visit in record["visits"]] == [True, False]


async def consultations(world, call) -> list[dict]:
    """Julia's calls to Maria since this call began, in order."""
    began = (await world.record(call))["started_at"]
    rows = [row for row in world.house.history() if row["entry"] == "agent:agent-maria"]
    return [row for row in rows[::-1] if row["started_at"] > began]


async def test_a_colleague_he_has_asked_first_and_the_time_before_was_for_nothing(world) -> None:
    await world.log_in("agent-julia")
    julia = answers("wait:0.5 consult:219 wait:1.5 drop wait:0.5 consult:219 wait:1.5 join")
    world.far_end.phone("agent-julia").behave(julia)
    speaks = answers(f"wait:2 say:{world.speech(SPOKEN)} wait:3 hangup")
    world.far_end.phone("agent-maria").behave(answers("wait:20"), speaks)
    call = await world.call(DENTIST, "101", max_s=25.0)
    await call.over.wait()
    record = await world.record(call)
    assert SPOKEN in [words.text for words in world.listen(call).words]
    assert legs(record) == [("caller", None, None), ("agent", "agent-julia", None), ("agent", "agent-maria", None)]
    assert [(visit["agent"], visit["transferred"]) for visit in record["visits"]] == [("agent-julia", True)]
    assert record["legs"][1]["ended_at"] == record["legs"][2]["answered_at"] < record["ended_at"]
    asked = await consultations(world, call)
    told = [(row["disposition"], row["legs"][0]["agent"], row["visits"]) for row in asked]
    assert told == [("internal", "agent-julia", [])] * 2


async def test_a_colleague_whose_phone_still_rings_takes_the_caller(world) -> None:
    await world.log_in("agent-julia")
    world.far_end.phone("agent-julia").behave(answers("wait:0.5 consult:219 wait:0.5 join"))
    world.far_end.phone("agent-maria").behave(answers("wait:3 hangup", after_s=2.0, speech=world.speech(SPOKEN)))
    call = await world.call(DENTIST, "101", max_s=25.0)
    await call.over.wait()
    record = await world.record(call)
    assert SPOKEN in [words.text for words in world.listen(call).words]
    assert legs(record) == [("caller", None, None), ("agent", "agent-julia", None), ("agent", "agent-maria", None)]
    assert [leg["cause"] for row in await consultations(world, call) for leg in row["legs"][1:]] == ["not_connected"]


@pytest.mark.parametrize("number", ["219", "999"], ids=["the colleague is busy", "no such number"])
async def test_who_reaches_nobody_is_back_with_the_agent_he_came_from(world, number) -> None:
    await world.log_in("agent-julia")
    world.far_end.phone("agent-julia").behave(answers(f"wait:1 transfer:{number}"), answers("wait:1 hangup"))
    world.far_end.phone("agent-maria").behave(BUSY)
    call = await world.call(DENTIST, "101", max_s=30.0)
    await call.over.wait()
    record = await world.record(call)
    assert [visit["queue"] for visit in record["visits"]] == ["dentist", "dentist"]
    assert [visit["agent"] for visit in record["visits"]] == ["agent-julia", "agent-julia"]
    assert (record["disposition"], record["hung_up_by"]) == ("served", "agent")


async def test_what_asterisk_wrote_down_of_them_agrees(world) -> None:
    async with asyncio.timeout(60.0):
        while "compared later" in await world.house.verb(*RECONCILE, world.house.began, codes=(0, 1)):  # noqa: ASYNC110
            await asyncio.sleep(1.0)
    sent_on = [row["call_id"] for row in await world.house.calls() if any(v["transferred"] for v in row["visits"])]
    rows = json.loads(await world.house.verb(*RECONCILE, world.house.began, "--format", "json", codes=(0, 1)))
    asked = [row["call_id"] for row in await world.house.calls() if row["disposition"] == "internal"]
    assert (len(sent_on) >= 6, len(asked) >= 3) == (True, True)
    assert [row for row in rows if row["call_id"] in [*sent_on, *asked]] == []
