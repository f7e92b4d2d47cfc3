"""Drains beside the loop, with a real child."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from ivr.engine import drains as module
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.drains import Drains
from ivr.routing.acd import Acd
from ivr.routing.wait_estimate import Estimate

RULES = {"skills": ["reception"], "estimates": "fed"}


class Fed(Acd):
    """A router that shows what it was fed."""

    fed: dict[object, Estimate] | None = None

    def feed_estimates(self, t, estimates) -> None:
        self.fed = dict(estimates)
        super().feed_estimates(t, estimates)


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY_S", 0.02)
    monkeypatch.setattr(module, "RESTART_S", 0)
    monkeypatch.setattr(module, "ROUNDS_A_KEEP", 1)


@pytest.fixture
def room() -> Dispatcher:
    return Dispatcher(Fed(RULES), lambda: 1000.0, ["anna"], lambda *_change: None)


@pytest.fixture
def kept() -> list[str]:
    return []


@pytest_asyncio.fixture
async def drains(room: Dispatcher, kept: list[str]) -> AsyncIterator[Drains]:
    room.tell(Acd.agent_login, "anna", {"reception": 5})
    room.tell(Acd.add_call, "talks", "reception")
    room.tell(Acd.call_answered, "talks", "anna")
    room.tell(Acd.add_call, "waits", "reception")
    drains = Drains(room, kept.append)
    task = asyncio.create_task(drains.run())
    yield drains
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110 - another process moves
            await asyncio.sleep(0.01)


async def test_the_router_is_fed_with_the_waits_of_all_who_wait(drains: Drains, room: Dispatcher) -> None:
    await until(lambda: room.acd.fed)
    room.tell(Acd.add_call, "comes later", "reception", min_level=2)

    await until(lambda: set(room.acd.fed) == {"waits", "comes later"})

    assert (room.acd.fed["comes later"].point or 0) > 0


async def test_a_child_that_dies_is_started_anew(drains: Drains, room: Dispatcher) -> None:
    await until(lambda: room.acd.fed)
    dead = drains.pid
    os.kill(dead, signal.SIGKILL)
    await until(lambda: drains.pid not in {None, dead})
    room.acd.fed = None

    await until(lambda: room.acd.fed)


async def test_a_child_that_does_not_agree_is_started_anew(drains: Drains, room: Dispatcher) -> None:
    await until(lambda: room.acd.fed)
    astray = drains.pid
    room.acd.call_abandoned(1000.0, "whom nobody was told of")
    room.tell(Acd.tick)

    await until(lambda: drains.pid not in {None, astray})


async def test_what_was_learned_is_kept(drains: Drains, room: Dispatcher, kept: list[str]) -> None:
    await until(lambda: kept)

    assert json.loads(kept[-1]) == room.acd.learned()


async def test_the_child_gives_way_and_goes_with_the_engine(room: Dispatcher, kept: list[str]) -> None:
    task = asyncio.create_task((drains := Drains(room, kept.append)).run())
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    await until(lambda: drains.pid and os.getpriority(os.PRIO_PROCESS, drains.pid) == max(5, mine))
    child = drains.pid

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
