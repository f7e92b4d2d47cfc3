"""What writing the history down costs the loop: whole calls at 5,000 events a second, beside a plain executemany.

    .ivr/venv/bin/python tests/benchmarks/recorder.py [--seconds 60] [--rate 5000] [--live] [--postgres | --url URL]

The loop, its tuning and the recorder are the engine's own; 500 callers at a time walk on it, a task each, and every
step is an event with an id and a time of its own. The reference is the same load with the rows made before: the loop
does nothing but hand a row over, a thread brings them into SQLite by `executemany`, with the same indexes. `--live` has
the live tables kept beside, as in the engine. Nothing fails by the clock.
"""

import argparse
import asyncio
import contextlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from centre_day import Calls, Day
from raw_rows import RawRows
from sqlalchemy import func, select

from ivr.app import now
from ivr.bringup.postgres import temporary_postgres
from ivr.calls.events import AgentConnected, AgentLegEnded, AgentOffered, AgentStateChanged, CallEnded, CallEvent, Event
from ivr.calls.ids import fresh_id
from ivr.cli.engine import NICE, SWITCH_S
from ivr.cli.precedence import go_at_once, go_first
from ivr.config import cache_dir
from ivr.engine.garbage import Garbage
from ivr.engine.history import Diary, History
from ivr.engine.lag import Lag
from ivr.engine.live import Live
from ivr.engine.recorder import Recorder
from ivr.store.call_events import call_events
from ivr.store.database import Database
from ivr.store.event_rows import COLUMNS
from ivr.store.migration import migrate

CALLERS = 500
TARGET_LAG_MS, TARGET_SHARE = 5.0, 0.99
WRITTEN_S = 30.0  # for what is still in the spool at the end
STATES = {AgentOffered: "ringing", AgentConnected: "on_call", AgentLegEnded: "wrap_up", CallEnded: "available"}
NAMED = frozenset({"event_id", "at", "call_id", "witness"})
BECAUSE = {
    "rule": "best_level", "waited_s": 42.5, "queue": "queue-03", "free": ["agent-007", "agent-011", "agent-120"],
    "levels": {"agent-007": 8, "agent-011": 5, "agent-120": 5}, "idle_s": {"agent-007": 12.1, "agent-011": 80.4},
}  # fmt: skip

Step = tuple[type[Event], dict[str, Any]]


def main() -> None:
    """One run of each, and what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=int, default=5000)
    parser.add_argument("--live", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--url")
    asked = parser.parse_args()
    sys.setswitchinterval(SWITCH_S)
    go_first(NICE)
    go_at_once()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ivr-recorder-")))
        url = asked.url or f"sqlite:///{folder}/ivr.sqlite"
        if asked.postgres:
            url = stack.enter_context(temporary_postgres(cache_dir(), print))
        load = Load(asked.seconds, asked.rate)
        database = stack.enter_context(closing(Database(url)))
        migrate(database)
        print(f"{asked.rate} events/s for {asked.seconds:g} s, load {os.getloadavg()[0]:.1f}", flush=True)
        _report("recorder", ours(load, database, folder, asked.live), load, judged=True)
        with database.read() as connection:
            rows = [
                tuple(row)
                for row in connection.execute(
                    select(*(call_events.c[name] for name in COLUMNS)).order_by(call_events.c.at)
                )
            ]
        _report("raw executemany", plain(load, rows, folder / "plain.sqlite"), load, judged=False)


@dataclass(slots=True)
class Load:
    """Calls told beforehand, walked by so many callers at once."""

    seconds: float
    rate: int
    calls: list[list[Step]] = field(default_factory=list)

    def __post_init__(self) -> None:
        until, wanted = datetime.now(UTC), int(self.seconds * self.rate)
        told = 0
        while told < wanted:
            for made in Calls(Day(until - timedelta(hours=10), until, calls=20_000, seed=1 + len(self.calls))):
                self.calls += [_steps(call) for call in made.events if call]
            told = sum(map(len, self.calls))

    async def walk(self, diary: Diary) -> None:
        """Every caller takes one call after the other, a step each so many milliseconds, until the time is over."""
        loop = asyncio.get_running_loop()
        begun, every_s, calls = loop.time(), CALLERS / self.rate, iter(self.calls)

        async def caller(first: float) -> None:
            due = first
            for call in calls:
                history = History(fresh_id(), diary)
                for kind, values in call:
                    if due >= begun + self.seconds:
                        return
                    await asyncio.sleep(due - loop.time())
                    (history if issubclass(kind, CallEvent) else diary).add(kind, **values)
                    due += every_s

        await asyncio.gather(*(caller(begun + place * every_s / CALLERS) for place in range(CALLERS)))


def _steps(call: list[CallEvent]) -> list[Step]:
    steps: list[Step] = []
    agent = ""
    for event in call:
        named = {one.name: getattr(event, one.name) for one in fields(event) if one.name not in NAMED}
        if isinstance(event, AgentOffered):
            agent, named["because"] = event.agent, BECAUSE
        steps.append((type(event), named))
        if agent and type(event) in STATES:
            steps.append((AgentStateChanged, {"agent": agent, "state": STATES[type(event)]}))
    return steps


@dataclass(slots=True)
class Measured:
    """What a run came to: lags in milliseconds, processor time in seconds."""

    recorded: int = 0
    written: int = 0
    lag_ms: dict[str, float] = field(default_factory=dict)
    behind: list[int] = field(default_factory=list)  # events, ten times a second
    rest_s: float = 0.0  # from the last event to the last commit
    process_s: float = 0.0
    loop_s: float = 0.0
    child_s: float = 0.0  # with its start


def ours(load: Load, database: Database, folder: Path, live: bool) -> Measured:
    """The recorder under load."""
    recorder, view = Recorder(database, folder / "spool"), Live(database)
    recorder.start()
    record = view.beside(recorder.record) if live else recorder.record
    found = _run(load, record, lambda: recorder.lag.events, view.run if live else None)
    begun, before = time.monotonic(), _children_s()
    recorder.flush(WRITTEN_S)
    found.rest_s = time.monotonic() - begun
    recorder.stop()
    found.child_s = _children_s() - before
    with database.read() as connection:
        found.written = int(connection.execute(select(func.count()).select_from(call_events)).scalar_one())
    return found


def plain(load: Load, rows: list[tuple[Any, ...]], path: Path) -> Measured:
    """The reference under the same load."""
    raw = RawRows(path, rows)
    found = _run(load, raw.record, lambda: len(raw.waiting), None)
    begun = time.monotonic()
    raw.stop()
    found.rest_s, found.written = time.monotonic() - begun, raw.written
    return found


def _run(
    load: Load, record: Callable[[Event], None], behind: Callable[[], int], beside: Callable[[], Any] | None
) -> Measured:
    """Walk the load on a loop like the engine's, with looks at the loop and the spool."""
    found, lag = Measured(), Lag()

    def write(event: Event) -> None:
        found.recorded += 1
        record(event)

    async def look() -> None:
        while True:
            await lag.look(time.monotonic)
            found.behind.append(behind())

    async def all_of_it() -> None:
        parts = [Garbage(lambda: False).run, look, *([beside] if beside else [])]
        others = [asyncio.create_task(part()) for part in parts]
        await asyncio.sleep(0)  # what was told beforehand is none of the loop's objects any more
        used = time.process_time(), time.thread_time()
        await load.walk(Diary(write, now))
        found.process_s, found.loop_s = time.process_time() - used[0], time.thread_time() - used[1]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(all_of_it())
    found.lag_ms = lag.figures_ms()
    return found


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _report(name: str, found: Measured, load: Load, *, judged: bool) -> None:
    rate = found.recorded / load.seconds
    late = " ".join(f"{key} {value:.2f}" for key, value in found.lag_ms.items())
    ordered = sorted(found.behind)
    print(f"{name}: {rate:,.0f} events/s recorded, {found.written:,} of {found.recorded:,} written")
    print(f"  lag of the loop {late} ms")
    print(
        f"  behind {ordered[len(ordered) // 2] / rate:.2f} s in the median, worst {ordered[-1] / rate:.2f} s, "
        f"at the end {found.behind[-1]:,} events, all written {found.rest_s:.2f} s after the last"
    )
    used = [f"{share} {100 * seconds / load.seconds:.0f} %" for share, seconds in
            (("process", found.process_s), ("loop's thread", found.loop_s), ("child", found.child_s))]  # fmt: skip
    print(f"  of a processor: {', '.join(used)}", flush=True)
    if judged:
        _verdict(f"{rate:,.0f} events/s, target {load.rate:,}", rate >= TARGET_SHARE * load.rate)
        _verdict(f"lag p99 {found.lag_ms['p99']:.2f} ms, target <= {TARGET_LAG_MS:g} ms",
                 found.lag_ms["p99"] <= TARGET_LAG_MS)  # fmt: skip
        _verdict(f"every event in the database ({found.written:,})", found.written == found.recorded)


def _verdict(line: str, hit: bool) -> None:
    print(f"  {line}: {'hit' if hit else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
