"""Fifty calls at once: nothing is lost, neither sound nor record."""

import asyncio

CALLS = 50
TEXTS = ("Welcome to the demo clinic.", "Our opening hours.")


async def test_fifty_callers_at_once_all_hear_and_are_all_in_the_report(world) -> None:
    calls = await asyncio.gather(*(world.call("wait:2 2 wait:3 hangup", max_s=20.0) for _ in range(CALLS)))
    await asyncio.gather(*(call.over.wait() for call in calls))
    records = await world.records(calls, within_s=15.0)
    ear = world.ear.only(TEXTS)
    heard = [tuple(words.text for words in ear.listen(call.recording).words) for call in calls]
    assert heard == [TEXTS] * CALLS
    assert [record["disposition"] for record in records] == ["self_served"] * CALLS
    assert all([keys["digits"] for keys in record["keys"]] == ["2"] for record in records)
