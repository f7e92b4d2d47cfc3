"""When the engine looks for objects that only hold each other."""

import asyncio
import gc

import pytest

from ivr.engine import garbage
from ivr.engine.garbage import BUSY_LOOKS, QUIET_LOOKS, Garbage


@pytest.fixture
def collected(monkeypatch):
    generations = []
    monkeypatch.setattr(garbage.gc, "collect", lambda generation=2: generations.append(generation))
    return generations


def test_the_new_is_looked_at_each_time_and_all_of_it_once_it_is_quiet(collected) -> None:
    quiet = Garbage(lambda: True)
    for _ in range(QUIET_LOOKS + 1):
        quiet.look()

    assert collected == [*[0] * (QUIET_LOOKS - 1), 2, 0]


def test_while_somebody_is_on_the_line_all_of_it_is_looked_at_once_an_hour(collected) -> None:
    busy = Garbage(lambda: False)
    for _ in range(BUSY_LOOKS):
        busy.look()

    assert (collected.count(2), collected[-1]) == (1, 2)


async def test_meanwhile_python_does_not_look_by_itself() -> None:
    looking = asyncio.create_task(Garbage(lambda: True).run())
    await asyncio.sleep(0)
    by_itself = gc.isenabled()
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)

    assert (by_itself, gc.isenabled()) == (False, True)
