"""When everything is over (conftest puts this last): every caller has one call with one end, and the books balance."""

import asyncio
from collections import Counter

WITNESS_S = 8.0  # Asterisk's own record is asked some seconds after a call's end


async def test_every_caller_has_exactly_one_call_with_one_end(world, meanwhile) -> None:
    await asyncio.gather(*(call.over.wait() for call in meanwhile.values()))
    await asyncio.sleep(WITNESS_S)
    rows = await world.house.calls()
    callers = Counter(
        row["caller_id"] for row in rows if row["caller_id"] in world.numbers and row["direction"] == "inbound"
    )
    assert callers == dict.fromkeys(world.numbers, 1)
    assert [row for row in rows if row["disposition"] is None] == []


async def test_no_channel_is_left(world) -> None:
    assert "0 active channels" in await world.house.console("core show channels count")


async def test_every_visit_is_in_the_books_once(world) -> None:
    # who is called back was offered where his wait began
    visits = [visit for row in await world.house.calls() for visit in row["visits"] if not visit["callback_id"]]
    for queue in ("reception", "nurse"):
        books = await world.house.service_level(queue)
        assert books["offered"] == sum(visit["queue"] == queue for visit in visits)
        assert books["offered"] == sum(books.values()) - books["offered"]
