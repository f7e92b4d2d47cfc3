"""The one pen: each event becomes one line of a spool file by one write(), then, in batches, rows of the database.

The loop only ever writes to the spool (microseconds, kept by the kernel when we are killed). A process of its own
(`engine/spool_child`) reads the spool like a stranger would: there is no queue that could be lost or grow, and starting
anew is the ordinary case: segments left over by an earlier engine are read from their first line, and lines already in
the database are skipped by their event id. A segment is deleted when all of it is committed and nobody writes to it.
"""

import json
import logging
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

from ivr.calls.event_json import to_text
from ivr.calls.events import Event
from ivr.calls.ids import fresh_id
from ivr.engine.spool import BEING_MADE, WRITTEN, SegmentPen, segments
from ivr.engine.spool_child import Told
from ivr.engine.spool_reader import BATCH_EVENTS, SpoolReader
from ivr.store.database import Database

RETRY_S = 0.5
SEGMENT_BYTES = 4_000_000
UNWRITTEN_EVENTS = 100_000  # kept in memory while the disk refuses the spool
CHILD = "from ivr.engine.spool_child import main; main()"

log = logging.getLogger("ivr.recorder")


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the database is behind: events not yet committed, and why it refuses them."""

    events: int
    failure: str | None


class Recorder:
    """Writes events down; `record` belongs to one thread (the loop's), everything slow happens in another process."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._left_over: list[Path] = []
        self._unwritten: deque[Event] = deque(maxlen=UNWRITTEN_EVENTS)
        self._current: SegmentPen | None = None
        self._recorded = self._kept_in_memory = 0
        self._committed: dict[str, int] = {}  # events by segment of ours
        self._child: Popen[bytes] | None = None
        self._failure: str | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    @property
    def lag(self) -> Lag:
        """How far the database is behind what was recorded since the start."""
        return Lag(max(self._recorded - self._written(), 0), self._failure)

    @property
    def pid(self) -> int | None:
        """Who brings the spool into the database."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Take up the segments an earlier engine left, and begin to write to the database."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for unborn in self._folder.glob(f"*{BEING_MADE}"):
            unborn.unlink(missing_ok=True)
        self._left_over = segments(self._folder)
        self._current = self._new_segment()
        self._thread.start()

    def record(self, event: Event) -> None:
        """Write an event down; never waits for the database."""
        self._recorded += 1
        try:
            if self._current is None or self._current.size >= SEGMENT_BYTES:
                self._rotate()
            assert self._current is not None
            self._current.write(to_text(event).encode() + b"\n")
        except OSError as error:
            self._unwritten.append(event)
            self._failure = f"spool: {error}"

    def flush(self, timeout_s: float) -> bool:
        """Wait until all that was recorded so far, or left over, is committed: whether it came in time (blocks)."""
        wanted, deadline = self._recorded, time.monotonic() + timeout_s
        self._wake()
        while not (there := self._is_there(wanted)) and time.monotonic() < deadline:
            time.sleep(0.005)
        return there

    def stop(self, timeout_s: float = 5.0) -> None:
        """Commit what can be committed in time and leave the rest in the spool; nothing may be recorded after."""
        self._close_current()
        self._stopping.set()
        self._end_input()
        self._thread.join(timeout_s)
        if self._thread.is_alive() and self._child is not None:
            self._child.kill()
            self._thread.join()

    def _is_there(self, wanted: int) -> bool:
        self._left_over = [path for path in self._left_over if path.exists()]
        return not self._left_over and self._written() >= wanted

    def _written(self) -> int:
        return self._kept_in_memory + sum(self._committed.values())

    def _rotate(self) -> None:
        self._close_current()
        self._current = self._new_segment()

    def _close_current(self) -> None:
        if self._current is not None:
            self._current.close()
        self._current = None

    def _new_segment(self) -> SegmentPen:
        path = self._folder / f"{fresh_id()}{WRITTEN}"
        self._committed[path.name] = 0
        return SegmentPen(path)

    def _run(self) -> None:
        while True:
            try:
                self._bring_in()
                self._commit_unwritten()
            except Exception as error:  # whatever happens to the other process or the database, the pen does not fall
                self._failed(str(error))
            if self._stopping.is_set():
                return
            self._stopping.wait(RETRY_S)

    def _bring_in(self) -> None:
        """Have the other process read the spool until it ends, which it only does when it is asked to."""
        begun = {"database_url": self._database.url, "folder": str(self._folder)}
        with Popen([sys.executable, "-c", CHILD], stdin=PIPE, stdout=PIPE) as child:  # noqa: S603 - our own words
            assert child.stdin is not None
            child.stdin.write(json.dumps(begun).encode() + b"\n")
            child.stdin.flush()
            self._child = child  # only now: who flushes may not speak first
            if self._stopping.is_set():
                self._end_input()
            for line in child.stdout or ():
                self._hear(Told(**json.loads(line)))
        if not self._stopping.is_set():
            self._failed(f"the process that brings it into the database ended with {child.returncode}")

    def _hear(self, told: Told) -> None:
        if told.segment in self._committed:  # one begun anew reads from the first line again
            self._committed[told.segment] = max(told.events, self._committed[told.segment])
        if told.failure is not None:
            self._failed(told.failure)
            return
        try:
            self._commit_unwritten()
            self._failure = None
        except Exception as error:
            self._failed(str(error))

    def _commit_unwritten(self) -> None:
        while self._unwritten:
            waiting = [self._unwritten[place] for place in range(min(len(self._unwritten), BATCH_EVENTS))]
            SpoolReader(self._database, self._folder).commit(waiting)
            for _ in waiting:
                self._unwritten.popleft()
            self._kept_in_memory += len(waiting)

    def _wake(self) -> None:
        with suppress(OSError, ValueError):  # who is gone or going is begun anew
            if self._child is not None and self._child.stdin is not None:
                self._child.stdin.write(b"\n")
                self._child.stdin.flush()

    def _end_input(self) -> None:
        with suppress(OSError):
            if self._child is not None and self._child.stdin is not None:
                self._child.stdin.close()

    def _failed(self, reason: str) -> None:
        if self._failure is None:
            log.error("the history waits in the spool: %s", reason)
        self._failure = reason
