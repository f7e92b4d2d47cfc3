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
WRITTEN, BEING_MADE = ".jsonl", ".new"
LONGEST_LINE = 250_000


class SegmentPen:
    """One file being written; its writer holds a lock on it as long as he lives or until he closes it."""

    def __init__(self, path: Path) -> None:
        self.path, self.size = path, 0
        self._torn = False
        made = path.with_suffix(BEING_MADE)  # who finds it under its own name finds it locked
        self._descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        made.rename(path)

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
        os.close(self._descriptor)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some whole lines of a segment: the events, the lines that are none, and where reading goes on."""

    events: tuple[Event, ...]
    unreadable: tuple[bytes, ...]
    lines: int
    read_to: int


class Segment:
    """One file to be read, perhaps while it is written."""

    def __init__(self, path: Path) -> None:
        self.path, self.read_to = path, 0
        self.events = 0  # of it in the database
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def is_finished(self) -> bool:
        """Whether nobody will write to it any more."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def read(self, most: int, *, finished: bool) -> Batch:
        """The next whole lines; of a finished file the half last line too, as unreadable."""
        found = os.pread(self._descriptor, LONGEST_LINE, self.read_to)
        chosen = found.split(b"\n", most)
        half = chosen.pop()
        read_to = self.read_to + sum(len(line) + 1 for line in chosen)
        if half and not chosen and (finished or len(half) == LONGEST_LINE):
            chosen, read_to = [half], self.read_to + len(half)
        parsed = [(line, _event(line)) for line in chosen if line]
        events = tuple(event for _, event in parsed if event is not None)
        return Batch(events, tuple(line for line, event in parsed if event is None), len(chosen), read_to)

    def close(self) -> None:
        """Read no more of it for now."""
        os.close(self._descriptor)

    def delete(self) -> None:
        """Give the file up: all of it is committed."""
        self.close()
        self.path.unlink(missing_ok=True)


def segments(folder: Path) -> list[Path]:
    """The files there are, the oldest first."""
    return sorted(folder.glob(f"*{WRITTEN}"))


def set_aside(folder: Path, line: bytes) -> None:
    """Keep a line nobody can read, for a person to look at."""
    with (folder / UNREADABLE).open("ab") as file:
        file.write(line + b"\n")


def _event(line: bytes) -> Event | None:
    try:
        return from_plain(json.loads(line))
    except (ValueError, TypeError, AttributeError, RecursionError, Misuse):
        return None
