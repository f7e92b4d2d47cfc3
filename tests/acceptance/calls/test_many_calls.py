"""Fifty calls at once: nothing is lost, neither sound nor record."""

import asyncio

CALLS = 50


async def test_fifty_callers_at_once_all_hear_and_are_all_in_the_report(world) -> None:
    calls = await asyncio.gather(*(world.call("wait:2 2 wait:3 hangup", max_s=20.0) for _ in range(CALLS)))
    await asyncio.gather(*(call.over.wait() for call in calls))
    records = await world.records(calls, within_s=15.0)
    deaf = [call for call in calls if not world.hears(call, "welcome", "opening_hours")]
    assert not deaf
    assert [record["disposition"] for record in records] == ["self_served"] * CALLS
    assert all([keys["digits"] for keys in record["keys"]] == ["2"] for record in records)


async def test_no_channel_is_left_when_everybody_has_hung_up(world) -> None:
    assert "0 active channels" in await world.house.console("core show channels count")
