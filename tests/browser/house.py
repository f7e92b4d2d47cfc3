"""A telephony server of its own, asked through its command line, and the outside world on a thread beside it."""

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from ivr.asterisk.far_end import Caller, FarEnd
from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import phone_secrets, phones_conf
from ivr.asterisk.far_end_process import far_end_at
from ivr.cli.outside import far_end_place
from ivr.config import PROJECT, Settings
from ivr.reports.call_rows import call_rows
from ivr.reports.tables import as_json
from ivr.store import call_events
from ivr.store.database import Database
from ivr.store.folding import records

CENTRE = Path(__file__).with_name("centre.yaml")
READY_S = 30.0

T = TypeVar("T")


@dataclass(slots=True)
class House:
    """The server, through its command line; its store for what only history tells."""

    settings: Settings
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def verb(self, *words: str, timeout_s: float = 60.0) -> str:
        """What a verb prints; the test fails when its exit code is not 0."""
        env = os.environ | {
            "IVR_HOME": str(self.settings.home),
            "IVR_CACHE": str(self.settings.cache),
            "IVR_CENTRE": str(CENTRE),
            "PYTHONPATH": str(PROJECT),
        }
        done = subprocess.run(
            (sys.executable, "-m", "ivr", *words), env=env, cwd=PROJECT, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=timeout_s, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"ivr {' '.join(words)}: {done.stderr}\n{done.stdout}"
        return done.stdout

    def calls(self) -> list[dict[str, Any]]:
        """Every call since the tests began, the latest first, as `report calls` tells them."""
        with closing(self.database()) as database, database.read() as connection:
            since = call_events.started_between(connection, self.began, datetime.now(UTC), 100)
            rows: list[dict[str, Any]] = json.loads(as_json(call_rows(list(records(connection, since).values()))))
        return rows

    def database(self) -> Database:
        """The store."""
        return Database(self.settings.database_url)


class Outside:
    """Callers and agents' phones at the far end, told what to do from the tests' own thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="far end")
        self._rung = 0
        self._over: asyncio.Event | None = None
        self._living: Any = None
        self.far_end: FarEnd

    def start(self) -> None:
        """Start the far end and register every agent's phone."""
        self._thread.start()
        ready = threading.Event()
        self._living = asyncio.run_coroutine_threadsafe(self._live(ready), self._loop)
        if not ready.wait(READY_S):
            raise AssertionError("the far end did not get ready")

    def stop(self) -> None:
        """End it."""
        if self._over is not None:
            self._loop.call_soon_threadsafe(self._over.set)
            self._living.result(READY_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(READY_S)
        self._loop.close()

    def do(self, work: Coroutine[Any, Any, T], within_s: float = 60.0) -> T:
        """Have something done out there and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(within_s)

    def call(self, script: str = "", number: str = "100", max_s: float = 60.0) -> FarEndCall:
        """Ring the house, each time under another number."""
        self._rung += 1
        return self.do(self.far_end.place_call(number, script, Caller(f"+3630{6_000_000 + self._rung}"), max_s))

    def dial_code(self, agent: str, code: str) -> None:
        """An agent dials a feature code."""

        async def dial() -> None:
            call = await self.far_end.place_call(code, "wait:0.2 hangup", Caller(agent, agent), 10.0)
            await call.over.wait()

        self.do(dial())

    def log_in(self, agent: str) -> None:
        self.dial_code(agent, "*45")

    def log_out(self, agent: str) -> None:
        self.dial_code(agent, "*46")

    def hang_up(self, call: FarEndCall) -> None:
        self.do(self.far_end.hang_up(call))

    async def _live(self, ready: threading.Event) -> None:
        settings = self._settings
        place = far_end_place(settings)
        secrets = phone_secrets((settings.asterisk_dir / "etc" / "pjsip_phones.conf").read_text())
        conf = phones_conf(secrets, f"{settings.host}:{settings.sip_port}")
        (place.folder / "etc" / "pjsip_phones.conf").write_text(conf)
        self._over = asyncio.Event()
        async with far_end_at(place) as self.far_end:
            await self.far_end.register_phones()
            while not self.far_end.registered >= set(secrets):  # noqa: ASYNC110 — the far end has no event for it
                await asyncio.sleep(0.05)
            ready.set()
            await self._over.wait()


def eventually(look: Callable[[], T | None], within_s: float = 20.0, pause_s: float = 0.05) -> T:
    """The first value that is neither None nor False, within a time."""
    end = time.monotonic() + within_s
    while True:
        found = look()
        if found is not None and found is not False:
            return found
        assert time.monotonic() < end, f"did not come about within {within_s} s"
        time.sleep(pause_s)
