"""The one pen: each event becomes one line of a spool file by one write(), then, in batches, rows of the database.

The loop only ever writes to the spool (microseconds, kept by the kernel when we are killed). A thread of its own reads
the spool like a stranger would: there is no queue that could be lost or grow, and starting anew is the ordinary case:
segments left over by an earlier engine are read from their first line, and lines already in the database are skipped
by their event id. A segment is deleted when all of it is committed and nobody writes to it any more.
"""

import json
import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.event_json import to_plain
from ivr.calls.events import Event
from ivr.calls.ids import fresh_id
from ivr.engine.spool import UNREADABLE, Segment, leftovers, set_aside
from ivr.store import call_events
from ivr.store.database import Database

BATCH_EVENTS = 200
BATCH_S = 0.5  # a commit costs as much as twenty events
RETRY_S = 0.5
SEGMENT_BYTES = 4_000_000
UNWRITTEN_EVENTS = 100_000  # kept in memory while the disk refuses the spool

LINE = json.JSONEncoder(separators=(",", ":"))

log = logging.getLogger("ivr.recorder")


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the database is behind: events not yet committed, and why it refuses them."""

    events: int
    failure: str | None


class Recorder:
    """Writes events down; `record` belongs to one thread (the loop's), everything slow happens on another."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._segments: deque[Segment] = deque()
        self._unwritten: deque[Event] = deque(maxlen=UNWRITTEN_EVENTS)
        self._current: Segment | None = None
        self._recorded = self._committed = self._left_over = 0
        self._failure: str | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    @property
    def lag(self) -> Lag:
        """How far the database is behind what was recorded since the start."""
        return Lag(max(self._recorded - self._committed, 0), self._failure)

    def start(self) -> None:
        """Take up the segments an earlier engine left, and begin to write to the database."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._segments.extend(leftovers(self._folder))
        self._left_over = len(self._segments)
        self._current = self._new_segment()
        self._thread.start()

    def record(self, event: Event) -> None:
        """Write an event down; never waits for the database."""
        self._recorded += 1
        try:
            if self._current is None or self._current.size >= SEGMENT_BYTES:
                self._rotate()
            assert self._current is not None
            self._current.write(LINE.encode(to_plain(event)).encode() + b"\n")
        except OSError as error:
            self._unwritten.append(event)
            self._failure = f"spool: {error}"

    def flush(self, timeout_s: float) -> bool:
        """Wait until all that was recorded so far, or left over, is committed: whether it came in time (blocks)."""
        wanted, deadline = self._recorded, time.monotonic() + timeout_s
        while (self._left_over or self._committed < wanted) and time.monotonic() < deadline:
            time.sleep(0.005)
        return not self._left_over and self._committed >= wanted

    def stop(self, timeout_s: float = 5.0) -> None:
        """Commit what can be committed in time and leave the rest in the spool; nothing may be recorded after."""
        if self._current is not None:
            self._current.close()
        self._stopping.set()
        self._thread.join(timeout_s)

    def _rotate(self) -> None:
        if self._current is not None:
            self._current.close()
        self._current = None
        self._current = self._new_segment()

    def _new_segment(self) -> Segment:
        segment = Segment.create(self._folder / f"{fresh_id()}.jsonl")
        self._segments.append(segment)
        return segment

    def _run(self) -> None:
        while True:
            stopping = self._stopping.is_set()
            try:
                more = self._step()
            except Exception as error:  # whatever the database or the disk says, the pen does not fall
                self._failed(error)
                if stopping:
                    return
                self._stopping.wait(RETRY_S)
                continue
            if not more and stopping:
                return
            if not more:
                self._stopping.wait(BATCH_S)

    def _step(self) -> bool:
        """Bring one batch into the database: whether there is more to do at once."""
        self._commit_unwritten()
        if not self._segments:
            return False
        segment = self._segments[0]
        finished = segment.is_finished()
        batch = segment.read(BATCH_EVENTS, finished=finished)
        self._commit(batch.events)
        for line in batch.unreadable:
            self._set_aside(line)
        segment.read_to = batch.read_to
        if segment.written_by_us:
            self._committed += len(batch.events)
        self._failure = None
        if finished and not batch.lines:
            segment.delete()
            self._segments.popleft()
            self._left_over -= not segment.written_by_us
            return bool(self._segments)
        return finished or batch.lines == BATCH_EVENTS

    def _commit_unwritten(self) -> None:
        waiting = [self._unwritten[place] for place in range(min(len(self._unwritten), BATCH_EVENTS))]
        self._commit(waiting)
        for _ in waiting:
            self._unwritten.popleft()
        self._committed += len(waiting)

    def _commit(self, events: Sequence[Event]) -> None:
        if not events:
            return
        try:
            self._append(events)
        except Exception:
            self._database.probe()  # raises when it is the database: then the batch waits for it
            if len(events) == 1:
                self._set_aside(json.dumps(to_plain(events[0])).encode())
                return
            for event in events:
                self._commit([event])

    def _append(self, events: Sequence[Event]) -> None:
        with self._database.write() as connection:
            call_events.append(connection, events)

    def _set_aside(self, line: bytes) -> None:
        log.error("an event cannot be recorded and is kept in %s: %.200r", self._folder / UNREADABLE, line)
        set_aside(self._folder, line)

    def _failed(self, error: Exception) -> None:
        if self._failure is None:
            log.error("the history waits in the spool: %s", error)
        self._failure = str(error)
