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
    assert len(sent_on) >= 4
    assert [row for row in rows if row["call_id"] in sent_on] == []
