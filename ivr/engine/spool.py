"""Spool segments: files of one event a line, appended by one write() each, read again like a stranger's file."""

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.event_json import from_plain
from ivr.calls.events import Event
from ivr.errors import Misuse

UNREADABLE = "unreadable.txt"
LONGEST_LINE = 250_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some whole lines of a segment: the events, the lines that are none, and where reading goes on."""

    events: tuple[Event, ...]
    unreadable: tuple[bytes, ...]
    lines: int
    read_to: int


class Segment:
    """One file of the spool; its writer holds a lock on it as long as he lives."""

    def __init__(self, path: Path, descriptor: int, *, written_by_us: bool) -> None:
        self.path, self.written_by_us = path, written_by_us
        self.size = self.read_to = 0
        self._descriptor = descriptor
        self._torn = False
        self._closed = False

    @classmethod
    def create(cls, path: Path) -> "Segment":
        """A new file to write to."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return cls(path, descriptor, written_by_us=True)

    @classmethod
    def left_over(cls, path: Path) -> "Segment":
        """A file somebody wrote before us."""
        return cls(path, os.open(path, os.O_RDONLY | os.O_CLOEXEC), written_by_us=False)

    def write(self, line: bytes) -> None:
        """Append one line; OSError when the disk refuses, and the next line then begins on its own."""
        rest = b"\n" + line if self._torn else line
        self._torn = True
        while rest:
            written = os.write(self._descriptor, rest)
            self.size += written
            rest = rest[written:]
        self._torn = False

    def close(self) -> None:
        """Nothing more will be written."""
        self._closed = True

    def is_finished(self) -> bool:
        """Whether nobody will write to it any more."""
        if self.written_by_us:
            return self._closed
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def read(self, most: int, *, finished: bool) -> Batch:
        """The next whole lines; of a finished file the half last line too, as unreadable."""
        found = os.pread(self._descriptor, LONGEST_LINE, self.read_to)
        lines = found.split(b"\n")
        half = lines.pop()
        chosen = lines[:most]
        read_to = self.read_to + sum(len(line) + 1 for line in chosen)
        if half and not lines and (finished or len(half) == LONGEST_LINE):
            chosen, read_to = [half], self.read_to + len(half)
        parsed = [(line, _event(line)) for line in chosen if line]
        events = tuple(event for _, event in parsed if event is not None)
        return Batch(events, tuple(line for line, event in parsed if event is None), len(chosen), read_to)

    def delete(self) -> None:
        """Give the file up: all of it is committed."""
        os.close(self._descriptor)
        self.path.unlink(missing_ok=True)


def leftovers(folder: Path) -> list[Segment]:
    """The segments earlier engines left, the oldest first."""
    return [Segment.left_over(path) for path in sorted(folder.glob("*.jsonl"))]


def set_aside(folder: Path, line: bytes) -> None:
    """Keep a line nobody can read, for a person to look at."""
    with (folder / UNREADABLE).open("ab") as file:
        file.write(line + b"\n")


def _event(line: bytes) -> Event | None:
    try:
        return from_plain(json.loads(line))
    except (ValueError, TypeError, AttributeError, RecursionError, Misuse):
        return None
