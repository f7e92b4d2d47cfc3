"""The running room put together: every part started, kept running, and stopped in order."""

import asyncio
import json
import logging
import signal
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.asterisk.agi_server import AgiServer
from ivr.asterisk.ami import Ami
from ivr.asterisk.caller_line import caller_line
from ivr.asterisk.voice import AgiVoice
from ivr.engine.callbacks import Callbacks
from ivr.engine.centre_watch import CentreWatch
from ivr.engine.dialer import Dialer
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.door import Door
from ivr.engine.doorbell import Doorbell
from ivr.engine.fallback import Fallback
from ivr.engine.intentions import BELL_REST_S, Intentions
from ivr.engine.lag import Lag
from ivr.engine.live import Live
from ivr.engine.recorder import Lag as RecorderLag

LOOKS_A_BEAT = 10  # a second: the keeper ends an engine that is silent for five

Part = Callable[[], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Room:
    """The parts that run."""

    server: AgiServer
    ami: Ami
    dispatcher: Dispatcher
    fallback: Fallback
    dialer: Dialer
    callbacks: Callbacks
    centre: CentreWatch
    intentions: Intentions
    live: Live
    doorbell: Doorbell
    heartbeat: Path
    others: Mapping[str, Part]  # what runs beside them and needs nothing of the room
    recorder_lag: Callable[[], RecorderLag]

    async def run(self) -> None:
        """Run until asked to stop; a part that dies ends the engine, and the keeper starts it anew."""
        parts: list[asyncio.Task[None]] = []
        try:
            await self.doorbell.start()
            await self.server.start()
            self.ami.start()
            parts += [
                _forever("dispatcher", self.dispatcher.run),
                _forever("fallback", self.fallback.run),
                *(_forever(name, part) for name, part in self.others.items()),
                _forever("dialer", lambda: self.dialer.run(self.doorbell.bell(), lambda: self.ami.is_up)),
                _forever("callbacks", lambda: self.callbacks.run(self.doorbell.bell(), lambda: self.ami.is_up)),
                _forever("centre", lambda: self.centre.run(self.doorbell.bell())),
                _forever("intentions", lambda: self.intentions.run(self.doorbell.bell(BELL_REST_S))),
                _forever("live", self.live.run),
                _forever("heartbeat", self._beat),
                asyncio.create_task(_asked_to_stop(), name="stop"),
            ]
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
            await self._stop()
        for part in done:
            part.result()

    async def _beat(self) -> None:
        lag = Lag()
        while True:
            report = {"loop_lag_ms": lag.figures_ms(), "recorder": asdict(self.recorder_lag())}
            self.heartbeat.write_text(json.dumps(report) + "\n")
            for _ in range(LOOKS_A_BEAT):
                await lag.look(time.monotonic)  # uvloop's own clock counts whole milliseconds

    async def _stop(self) -> None:
        # The callers go on in Asterisk's own queue: conversations are closed, calls are not.
        await self.server.close(grace_s=0.1)
        await self.ami.close()
        self.doorbell.close()
        self.heartbeat.unlink(missing_ok=True)


def conversation(
    door: Door, broken_off: Callable[[str], None]
) -> Callable[[Environment, AgiConversation], Awaitable[None]]:
    """Return what the AGI server does with each call; who hears of channels whose conversation broke off."""

    async def enter(environment: Environment, talk: AgiConversation) -> None:
        line = caller_line(environment)
        try:
            await door.enter(line, AgiVoice(talk))
        except Exception:
            broken_off(line.channel)
            raise

    return enter


def _forever(name: str, part: Part) -> asyncio.Task[None]:
    return asyncio.create_task(part(), name=name)


async def _asked_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
