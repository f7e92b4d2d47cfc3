"""Asterisk is killed while a caller holds (conftest puts this near the end): it comes back, and the books say so."""

import asyncio
import os
import signal
import time
from dataclasses import dataclass
from typing import Any

import pytest_asyncio

from ivr.asterisk.far_end_phones import answers
from ivr.bringup.children import container_name

BACK_S = 20.0


@dataclass
class Story:
    """What came of it."""

    back_after_s: float
    engine_before: int
    engine_after: int
    old: dict[str, Any]
    new: dict[str, Any]
    new_heard: bool
    waiting: dict[str, Any]
    report: str


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def story(world_of_all, meanwhile):
    world = world_of_all
    await asyncio.gather(*(call.over.wait() for call in meanwhile.values()))
    world.start_test()
    holding = await world.call("wait:1 1", max_s=60.0)
    await asyncio.sleep(3.0)
    pids = (await world.house.status())["pids"]
    await kill_asterisk(world, pids["asterisk"])
    back_after_s = await back(world, pids["asterisk"])
    new = await first_answered(world)
    await new.over.wait()
    await world.far_end.hang_up(holding)
    story = Story(
        back_after_s,
        pids["engine"],
        (await world.house.status())["pids"]["engine"],
        await world.record(holding),
        await world.record(new),
        world.hears(new, "welcome", "opening_hours"),
        await world.house.service_level("reception"),
        await world.house.verb("report", "service-level", "--from", world.house.began),
    )
    await world.end_test()
    return story


async def kill_asterisk(world, pid: int) -> None:
    settings = world.house.settings
    if settings.asterisk != "docker":
        os.kill(pid, signal.SIGKILL)
        return
    child = await asyncio.create_subprocess_exec("docker", "kill", "-s", "KILL", container_name(settings.home))
    assert await child.wait() == 0


async def back(world, pid: int) -> float:
    killed = time.monotonic()
    while time.monotonic() < killed + BACK_S:
        status = await world.house.status()
        if status["state"] == "ready" and status["pids"].get("asterisk") not in (None, pid):
            break
    return time.monotonic() - killed


async def first_answered(world):
    """The first call the new Asterisk takes: it listens to the manager shortly before it takes calls."""
    for _ in range(5):
        call = await world.call("wait:1 2 wait:5 hangup", max_s=30.0)
        answered, over = asyncio.ensure_future(call.settled.wait()), asyncio.ensure_future(call.over.wait())
        await asyncio.wait({answered, over}, timeout=5.0, return_when=asyncio.FIRST_COMPLETED)
        over.cancel()
        if answered.done() and not call.over.is_set():
            return call
        answered.cancel()
        await world.far_end.hang_up(call)
        world.numbers.remove(call.caller_id)
    raise AssertionError("the new Asterisk takes no calls")


async def test_the_keeper_has_asterisk_back(story) -> None:
    assert story.back_after_s < BACK_S


async def test_the_engine_lives_through_it(story) -> None:
    assert story.engine_after == story.engine_before


async def test_the_call_that_was_cut_has_exactly_one_end(story) -> None:
    assert (story.old["disposition"], story.old["witness"]) == ("abandoned", "engine")
    assert [visit["outcome"] for visit in story.old["visits"]] == ["abandoned"]


async def test_nobody_waits_any_more_in_a_queue_that_is_gone(story) -> None:
    assert story.waiting["still_waiting"] == 0


async def test_new_calls_are_served_as_before(story) -> None:
    assert story.new_heard
    assert story.new["disposition"] == "self_served"


async def test_the_blind_interval_is_told(story) -> None:
    assert "blind from" in story.report
    assert " to now" not in story.report


async def test_agents_phones_are_back_and_log_in_again(story, world) -> None:
    world.far_end.phone("agent-anna").behave(answers("wait:1 hangup", after_s=0.2))
    await world.log_in("agent-anna")
    call = await world.call("wait:1 1", max_s=30.0)
    await (await world.arrival("agent-anna")).over.wait()
    await world.far_end.hang_up(call)
    assert (await world.record(call))["disposition"] == "served"
