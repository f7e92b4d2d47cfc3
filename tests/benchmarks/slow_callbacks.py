"""The engine on asyncio's own loop, and what each callback of it took: who holds the loop, by name.

Processor time of the loop's thread is counted, so other programs of a full machine do not matter; the time by the clock
is beside it. A step of a task is named by where its coroutine waited before and where it waits after it.
"""

import asyncio
import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import CoroutineType
from typing import Any

SLOW_S = 0.002


@dataclass(slots=True)
class Steps:
    """The callbacks of one name: how many, seconds of processor time, and those that were slow."""

    count: int = 0
    cpu_s: float = 0.0
    worst_s: float = 0.0
    slow: list[tuple[float, float]] = field(default_factory=list)  # processor and clock

    def add(self, cpu_s: float, clock_s: float) -> None:
        """One more."""
        self.count += 1
        self.cpu_s += cpu_s
        self.worst_s = max(self.worst_s, cpu_s)
        if cpu_s > SLOW_S:
            self.slow.append((cpu_s, clock_s))


@dataclass(slots=True)
class Watch:
    """What ran on the loop so far."""

    steps: defaultdict[str, Steps] = field(default_factory=lambda: defaultdict(Steps))
    collections: list[tuple[int, float]] = field(default_factory=list)  # generation, seconds
    _began: float = 0.0

    def around(self, run: Any) -> Any:
        """What runs a callback, and notes what it took."""

        def timed(handle: Any) -> None:
            before, cpu, clock = _named(handle), time.thread_time(), time.perf_counter()
            run(handle)
            cpu, clock = time.thread_time() - cpu, time.perf_counter() - clock
            after = _waits_at(getattr(handle._callback, "__self__", None)) if handle._callback else ""
            self.steps[f"{before} -> {after}" if after else before].add(cpu, clock)

        return timed

    def collected(self, phase: str, found: dict[str, int]) -> None:
        """Hear of a collection of unreachable objects."""
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self.collections.append((found["generation"], time.perf_counter() - self._began))

    def write(self, path: Path) -> None:
        """Keep what was seen for `table`."""
        rows = {name: [one.count, one.cpu_s, one.worst_s, one.slow] for name, one in self.steps.items()}
        path.write_text(json.dumps({"steps": rows, "collections": self.collections}))


def table(path: Path) -> Iterable[str]:
    """The lines of what held the loop longest."""
    found = json.loads(path.read_text())
    rows = sorted(found["steps"].items(), key=lambda row: (-len(row[1][3]), -row[1][2]))
    for name, (count, cpu_s, worst_s, slow) in rows[:25]:
        yield f"  {len(slow):>4} slow of {count:>6}, worst {1000 * worst_s:6.2f} ms, {cpu_s:6.2f} s in all: {name}"
    for name, (count, cpu_s, worst_s, _) in sorted(rows, key=lambda row: -row[1][1])[:15]:
        yield f"  {cpu_s:6.2f} s in all of {count:>6}, worst {1000 * worst_s:6.2f} ms: {name}"
    for generation in (0, 1, 2):
        took = [seconds for which, seconds in found["collections"] if which == generation] or [0.0]
        yield f"  collections of generation {generation}: {len(took)}, worst {1000 * max(took):.2f} ms"


def _named(handle: Any) -> str:
    owner = getattr(handle._callback, "__self__", None)
    if isinstance(owner, asyncio.Task):
        return f"{owner.get_name() if not owner.get_name().startswith('Task-') else ''} {_waits_at(owner)}".strip()
    return str(getattr(handle._callback, "__qualname__", handle._callback))


def _waits_at(task: object) -> str:
    if not isinstance(task, asyncio.Task):
        return ""
    one, names = task.get_coro(), []
    while isinstance(one, CoroutineType) and one.cr_frame is not None:
        names.append(f"{one.__qualname__}:{one.cr_frame.f_lineno}")
        one = one.cr_await
    return " ".join(names[-2:])


if __name__ == "__main__":
    from ivr.cli import engine

    watch = Watch()
    asyncio.events.Handle._run = watch.around(asyncio.events.Handle._run)
    engine.uvloop.new_event_loop = asyncio.new_event_loop  # uvloop's callbacks cannot be looked into
    gc.callbacks.append(watch.collected)
    try:
        engine.main()
    finally:
        watch.write(Path(sys.argv[1]))
