"""The engine is killed twice while fifty callers hold: nobody is lost, all come back to it in the order they joined.

The first time the keeper has it back at once. The second time the keeper itself is stopped for a while, so that
Asterisk's own queue can be looked at and serves somebody by itself. Nothing here depends on how fast the machine is.
"""

import asyncio
import os
import signal
import time
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

import pytest
import pytest_asyncio

from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import answers

pytestmark = pytest.mark.long
ANNA, BELA = "agent-anna", "agent-bela"
WAITING, SERVED = 50, 10  # callers who hold, and how many of them are served after the second return
LISTENED_TO = 3
RECEPTION = "wait:1 1"
LONG, SHORT = answers("wait:300", after_s=0.2), answers("wait:1 hangup", after_s=0.2)
PATIENCE_S = 120.0
APOLOGY_S = 8.0


@dataclass
class Story:
    """What happened; callers are named by their numbers."""

    callers: list[FarEndCall]
    key_presser: FarEndCall
    joined: dict[str, int]  # when each caller joined, in the tenths of a second Asterisk's queue is told
    channels: dict[str, str]  # of the callers, in the server's own words
    back_after_s: float = 0.0
    kept: list[str] = field(default_factory=list)  # callers in Asterisk's own queue, in its order
    served_by_asterisk: str = ""
    left_there: list[str] = field(default_factory=list)  # after the second return
    records: dict[str, dict] = field(default_factory=dict)

    @property
    def by_turn(self) -> list[str]:
        return sorted(self.joined, key=lambda caller: self.joined[caller])


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def story(world_of_all, meanwhile):
    world = world_of_all
    await asyncio.gather(*(call.over.wait() for call in meanwhile.values()))  # who holds elsewhere would be served too
    world.start_test()
    story = await hold(world)
    engine = await kill(world)
    story.back_after_s = await back(world, engine)
    await all_taken_back(world, story, WAITING)
    await world.far_end.hang_up(story.key_presser)
    await second_kill(world, story)
    await serve_some(world, story)
    await asyncio.gather(*(world.far_end.hang_up(call) for call in [*story.callers, story.key_presser]))
    records = await world.records([*story.callers, story.key_presser], within_s=60.0)
    await whole(world, story, records)
    await world.end_test()
    return story


async def hold(world) -> Story:
    """Both agents talk with somebody, and fifty callers hold."""
    for agent in (ANNA, BELA):
        world.far_end.phone(agent).behave(LONG)
    await world.log_in(ANNA, BELA)
    for _ in (ANNA, BELA):
        await world.call(RECEPTION, max_s=400.0)
    await asyncio.gather(*[(await world.arrival(agent, within_s=60.0)).settled.wait() for agent in (ANNA, BELA)])
    callers = []
    for _ in range(WAITING):
        callers.append(await world.call(RECEPTION, max_s=400.0))
        await asyncio.sleep(0.15)
    presser = await world.call("wait:2 9", max_s=400.0)
    rows = await eventually(lambda: all_queued(world, callers))
    await asyncio.sleep(2.0)  # the key of the last one
    joined = {number: tenths(row["visits"][0]["joined_at"]) for number, row in rows.items()}
    return Story(callers, presser, joined, {row["channel"]: number for number, row in rows.items()})


async def kill(world) -> int:
    engine = (await world.house.status())["pids"]["engine"]
    os.kill(engine, signal.SIGKILL)
    return engine


async def back(world, engine: int) -> float:
    killed = time.monotonic()

    async def is_back() -> bool:
        child = (await world.house.status())["children"]["engine"]
        return child["pid"] != engine and child["phase"] == "up"

    await eventually(is_back)
    return time.monotonic() - killed


async def second_kill(world, story: Story) -> None:
    """Nobody starts the engine until Asterisk's own queue has been seen, and has served somebody."""
    keeper = (await world.house.status())["pids"]["keeper"]
    os.kill(keeper, signal.SIGSTOP)
    try:
        engine = await kill(world)
        story.kept = await eventually(lambda: all_kept(world, story))
        (talk,) = [call for call in world.arrived if call.number == ANNA]
        await world.far_end.hang_up(talk)
        story.served_by_asterisk = (await world.arrival(ANNA, number=2, within_s=PATIENCE_S)).caller_id
        await asyncio.sleep(APOLOGY_S)
    finally:
        os.kill(keeper, signal.SIGCONT)
    await back(world, engine)
    story.left_there = await eventually(lambda: none_left(world, story)) or []


async def serve_some(world, story: Story) -> None:
    """Both agents hang up and take some of those who wait, one after the other."""
    before = len(world.arrived)
    for agent in (ANNA, BELA):
        world.far_end.phone(agent).behave(SHORT)
    for talk in [call for call in world.arrived if not call.over.is_set()]:
        await world.far_end.hang_up(talk)

    async def enough() -> bool:
        talks = [call for call in world.arrived[before:] if call.number in {ANNA, BELA}]
        return sum(call.over.is_set() for call in talks) >= SERVED

    await eventually(enough)


async def whole(world, story: Story, records: list[dict]) -> None:
    """The reports once the witness has told of the time in Asterisk's own queue."""

    async def told() -> list[dict] | None:
        rows = await world.records([*story.callers, story.key_presser])
        served = next(row for row in rows if row["caller_id"] == story.served_by_asterisk)
        return rows if any(leg["agent"] == ANNA for leg in served["legs"]) else None

    rows = await eventually(told)
    story.records = {row["caller_id"]: row for row in rows}


async def all_queued(world, callers: list[FarEndCall]) -> dict[str, dict] | None:
    numbers = {call.caller_id for call in callers}
    rows = {row["caller_id"]: row for row in await world.house.calls() if row["caller_id"] in numbers and row["visits"]}
    return rows if len(rows) == len(numbers) else None


async def all_taken_back(world, story: Story, count: int) -> None:
    async def found() -> bool:
        rows = await world.house.calls()
        return sum(row["fallback"] and row["caller_id"] in story.joined for row in rows) >= count

    await eventually(found)
    await eventually(lambda: none_left(world, story))


async def all_kept(world, story: Story) -> list[str] | None:
    _, order = await world.house.fallback()
    kept = [story.channels[channel] for channel in order if channel in story.channels]
    return kept if len(kept) == WAITING else None


async def none_left(world, story: Story) -> list[str] | None:
    """An empty list once nobody of ours waits in Asterisk's own queue; who is served there is no longer counted."""
    _, order = await world.house.fallback()
    waiting = [story.channels[channel] for channel in order if channel in story.channels]
    return [] if set(waiting) <= {story.served_by_asterisk} else None


async def eventually(look):
    """What comes about, however slow the machine is; a failure only where it never does."""
    async with asyncio.timeout(PATIENCE_S):
        while (found := await look()) is None or found is False:  # noqa: ASYNC110 - it is another process that moves
            await asyncio.sleep(0.2)
    return found


def tenths(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp() * 10)


def answered(record: dict) -> bool:
    return any(leg["kind"] == "agent" and leg["answered_at"] for leg in record["legs"])


def rang(record: dict) -> str:
    return min(leg["rang_at"] for leg in record["legs"] if leg["kind"] == "agent")


async def test_the_keeper_has_the_engine_back(story) -> None:
    print(f"back after {story.back_after_s:.1f} s, target 5 s on an idle machine")


async def test_nobody_is_dropped(story) -> None:
    ends = [story.records[caller]["disposition"] for caller in story.by_turn]
    assert set(ends) == {"served", "abandoned"}  # we hung up on those who still held
    assert all(row["hung_up_by"] != "system" for row in story.records.values())


async def test_without_the_engine_they_wait_in_asterisks_own_queue_in_their_order(story) -> None:
    joined = [story.joined[caller] for caller in story.kept]
    assert joined == sorted(joined)


async def test_an_agent_free_meanwhile_gets_the_longest_waiting_from_asterisk(story) -> None:
    assert story.served_by_asterisk == story.kept[0]
    legs = [leg for leg in story.records[story.served_by_asterisk]["legs"] if leg["agent"]]
    assert [(leg["agent"], leg["answered_at"] is not None) for leg in legs] == [(ANNA, True)]


async def test_they_hear_an_apology(story, world) -> None:
    # the longest waiting: he who was served by Asterisk did not hear it to its end
    calls = {call.caller_id: call for call in story.callers}
    assert all(world.hears(calls[caller], "apology") for caller in story.by_turn[1 : 1 + LISTENED_TO])


async def test_everybody_comes_back_with_the_visit_and_the_moment_he_joined(story) -> None:
    assert story.left_there == []
    for caller, joined in story.joined.items():
        (visit,) = story.records[caller]["visits"]
        assert (tenths(visit["joined_at"]), visit["fallback"]) == (joined, True)


async def test_agents_get_those_who_came_back_in_the_order_they_joined(story) -> None:
    served = [caller for caller in story.by_turn if caller != story.served_by_asterisk]
    served = [caller for caller in served if answered(story.records[caller])]
    assert len(served) >= SERVED
    assert served == story.by_turn[1 : 1 + len(served)]  # nobody was passed over
    turns = [story.by_turn.index(caller) for caller in sorted(served, key=lambda one: rang(story.records[one]))]
    # two agents who become free at the same moment may ring in either order
    assert all(later > earlier or earlier - later == 1 for earlier, later in pairwise(turns)), turns


async def test_the_last_key_before_the_kill_is_in_the_history(story) -> None:
    assert story.records[story.key_presser.caller_id]["keys"][0]["digits"] == "9"
