"""Bringing the spool into the database: older segments first, a batch a transaction, what cannot be kept aside."""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.event_json import to_plain
from ivr.calls.events import Event
from ivr.engine.spool import UNREADABLE, Segment, segments, set_aside
from ivr.store import call_events
from ivr.store.database import Database

BATCH_EVENTS = 500  # a commit costs as much as twenty events

log = logging.getLogger("ivr.recorder")


@dataclass(frozen=True, slots=True)
class Step:
    """How many events of which segment are in the database by now, and whether there is more to do at once."""

    segment: str
    events: int
    more: bool


class SpoolReader:
    """Reads the segments of a folder like a stranger; lines already in the database are skipped by their event id."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._open: dict[Path, Segment] = {}

    @property
    def is_reading(self) -> bool:
        """Whether a segment is read that is not finished."""
        return bool(self._open)

    def step(self) -> Step | None:
        """Bring one batch into the database, None when there is nothing more; raises what the database says."""
        steps = (self._bring_in(segment) for segment in self._segments())
        return next((step for step in steps if step), None)

    def commit(self, events: Sequence[Event]) -> None:
        """Append events; those the database will not have for their own sake are put aside."""
        if not events:
            return
        try:
            with self._database.write() as connection:
                call_events.append(connection, events)
        except Exception:
            self._database.probe()  # raises when it is the database: then the batch waits for it
            if len(events) == 1:
                self._set_aside(json.dumps(to_plain(events[0])).encode())
                return
            for event in events:
                self.commit([event])

    def close(self) -> None:
        """Leave the rest to the next reader."""
        for segment in self._open.values():
            segment.close()

    def _segments(self) -> Iterator[Segment]:
        for path in segments(self._folder):
            if path not in self._open:
                with suppress(FileNotFoundError):  # another reader was faster
                    self._open[path] = Segment(path)
            if path in self._open:
                yield self._open[path]

    def _bring_in(self, segment: Segment) -> Step | None:
        finished = segment.is_finished()
        batch = segment.read(BATCH_EVENTS, finished=finished)
        if not batch.lines and not finished:
            return None
        self.commit(batch.events)
        for line in batch.unreadable:
            self._set_aside(line)
        segment.read_to = batch.read_to
        segment.events += len(batch.events)
        if not batch.lines:
            self._open.pop(segment.path).delete()
        return Step(segment.path.name, segment.events, finished or batch.lines == BATCH_EVENTS)

    def _set_aside(self, line: bytes) -> None:
        log.error("an event cannot be recorded and is kept in %s: %.200r", self._folder / UNREADABLE, line)
        set_aside(self._folder, line)
