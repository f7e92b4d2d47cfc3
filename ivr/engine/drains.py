"""Drains beside the loop: a second router is told every step, and once a second says how long each caller will wait."""

import asyncio
import logging
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ivr.engine.dispatcher import Dispatcher
from ivr.engine.drain_child import FED, LENGTH, Found, Round, Step, frame

EVERY_S = 1.0
ROUNDS_A_KEEP = 10  # so often what was learned is kept
ANSWER_S = 30.0  # who is silent for so long is started anew
RESTART_S = 1.0
CHILD = "from ivr.engine.drain_child import main; main()"  # what is run by `-m` has two names, and a pickle but one

log = logging.getLogger(__name__)


class Silent(Exception):
    """The second router does not answer, or does not agree with the first."""


class Drains:
    """Starts the second router, keeps it informed, and feeds the first with what it finds; `keep` what was learned."""

    def __init__(self, dispatcher: Dispatcher, keep: Callable[[str], None]) -> None:
        self._dispatcher, self._keep = dispatcher, keep
        self._steps: list[Step] | None = None  # None: nobody is there to be told
        self.pid: int | None = None
        dispatcher.beside(self.hear)

    def hear(self, name: str, t: float, args: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Note what the router was told."""
        if self._steps is not None:
            self._steps.append((name, t, args, named))

    async def run(self) -> None:
        """Keep a second router going, for ever."""
        while True:
            child = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, stdin=PIPE, stdout=PIPE)
            self.pid = child.pid
            try:
                await self._rounds(child)
            except (OSError, EOFError, TimeoutError, Silent) as error:
                log.warning("the process that looks ahead is started anew: %r", error)
            finally:
                self.pid = self._steps = None
                await _end(child)
            await asyncio.sleep(RESTART_S)

    async def _rounds(self, child: Process) -> None:
        loop, number = asyncio.get_running_loop(), 0
        await self._ask(child, wants_learned=False)
        while True:
            began = loop.time()
            if self._steps or self._dispatcher.acd.waiting():
                number += 1
                await self._ask(child, wants_learned=number % ROUNDS_A_KEEP == 0)
            await asyncio.sleep(max(0.0, EVERY_S - (loop.time() - began)))

    async def _ask(self, child: Process, wants_learned: bool) -> None:
        acd, t = self._dispatcher.acd, self._dispatcher.clock()
        begins = self._steps is None
        asked = Round(self._steps or [], t, wants_learned, acd.snapshot() if begins else None)
        self._steps, ignored = [], acd.ignored
        found = await _answer(child, frame(asked))
        if found.ignored != ignored:
            raise Silent("the two routers do not agree")
        acd.feed_estimates(t, found.estimates)
        self._steps.append((FED, t, (), {}))
        if found.learned is not None:
            await asyncio.to_thread(self._keep, found.learned)


async def _end(child: Process) -> None:
    if child.returncode is None:
        child.kill()
    await child.wait()
    if child.stdin is not None:  # else the loop may end before its pipe is closed
        child.stdin.close()
        with suppress(OSError):
            await child.stdin.wait_closed()


async def _answer(child: Process, asked: bytes) -> Found:
    if child.stdin is None or child.stdout is None:
        raise Silent
    child.stdin.write(asked)
    async with asyncio.timeout(ANSWER_S):
        await child.stdin.drain()
        (length,) = LENGTH.unpack(await child.stdout.readexactly(LENGTH.size))
        found: Found = pickle.loads(await child.stdout.readexactly(length))  # noqa: S301 - our own child's
    return found
