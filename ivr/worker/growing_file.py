"""A file another program appends to, read line by line through its rotations, and rotated when it has grown too large.

There are at most two files: the one of that name and, with `.1` behind it, the one before. A reader who was away is
found again by inode and by a checksum of what it read last; a file that was cut, or is another one, is read from its
beginning. What is rotated away has been read to its end, and the next file is begun only when nobody has written to it
for some seconds, since whoever held it open may have had a line left.
"""

import os
import time
import zlib
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from ivr.store.position import Position

READ_BYTES = 1_000_000
MARK_BYTES = 64
NO_FILE = 0  # an inode no file has
QUIET_S = 5.0  # a file that was rotated away and was not written to for so long is complete


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a line begins: in which file of that name, and at which byte."""

    file: int
    byte: int


class GrowingFile:
    """The lines of a file, each given once; `position` is what must be kept to go on from there."""

    def __init__(self, path: Path, kept: Position | None) -> None:
        self.path = path
        self.before = path.with_name(f"{path.name}.1")
        self._at = kept
        self._inodes = {kept.file: kept.inode} if kept else {}

    @property
    def place(self) -> Place:
        """Where the next line will begin."""
        return Place(self._at.file, self._at.read_to) if self._at else Place(0, 0)

    def read(self) -> list[tuple[Place, bytes]]:
        """The next whole lines, about a megabyte at most; none when there is nothing new."""
        found = self._lines(self._path_now())
        if not found and self._is_over():
            self._at = self._beginning()
            found = self._lines(self.path)
        return found

    def position(self, place: Place) -> Position:
        """What to keep so that reading goes on from there."""
        at = Position(self._inodes.get(place.file, NO_FILE), place.byte, place.file)
        for path in (self.path, self.before):
            mark = _mark(path, at)
            if mark is not None:
                return replace(at, mark=mark)
        return at

    def rotate(self, largest: int, needed: Place) -> bool:
        """Put the file aside when it is larger than that, all read, and nothing of an earlier one is needed."""
        at = self._at
        if at is None or needed.file != at.file or not _is_at(self.path, at) or at.read_to < largest:
            return False
        self.path.replace(self.before)
        return True

    @property
    def is_held(self) -> bool:
        """Whether the file was put aside and whoever writes it holds it open still: there is no next one."""
        return self._at is not None and not self.path.exists() and _is_at(self.before, self._at)

    def _path_now(self) -> Path | None:
        """The file to go on with: where we were, else the current one from its beginning; None: there is none."""
        if self._at is not None:
            for path in (self.path, self.before):
                if _is_at(path, self._at):
                    return path
        if not self.path.exists():
            return None
        self._at = self._beginning()
        return self.path

    def _beginning(self) -> Position:
        file = 0 if self._at is None else self._at.file + 1
        inode = self.path.stat().st_ino
        self._inodes[file] = inode
        return Position(inode, 0, file, None)

    def _is_over(self) -> bool:
        """Whether all of the file before was read, nobody writes to it any more, and there is a next one."""
        if self._at is None or not self.path.exists() or not _is_at(self.before, self._at):
            return False
        return time.time() - self.before.stat().st_mtime > QUIET_S

    def _lines(self, path: Path | None) -> list[tuple[Place, bytes]]:
        if self._at is None or path is None:
            return []
        with path.open("rb") as file:
            file.seek(self._at.read_to)
            found = file.read(READ_BYTES)
        whole = found[: found.rfind(b"\n") + 1] or (found if len(found) == READ_BYTES else b"")
        lines, byte = [], self._at.read_to
        for line in whole.splitlines(keepends=True):
            lines.append((Place(self._at.file, byte), line))
            byte += len(line)
        self._at = replace(self._at, read_to=byte, mark=_mark(path, replace(self._at, read_to=byte, mark=None)))
        return lines


def _is_at(path: Path, at: Position) -> bool:
    """Whether this is the file of a position, and what was read of it is still there."""
    found = _mark(path, at)
    return found is not None and at.mark in (None, found)


def _mark(path: Path, at: Position) -> int | None:
    """The checksum of what stands before a position; None when this is not its file."""
    try:
        with path.open("rb") as file:
            return _checksum(file, at)
    except FileNotFoundError:
        return None


def _checksum(file: BufferedReader, at: Position) -> int | None:
    status = os.fstat(file.fileno())
    if status.st_ino != at.inode or status.st_size < at.read_to:
        return None
    start = max(at.read_to - MARK_BYTES, 0)
    file.seek(start)
    return zlib.crc32(file.read(at.read_to - start))
