"""The lines of a file of any size, plain or packed with gzip, from where it was read to the last time."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ivr.errors import SetupError
from ivr.imports.rows import LONGEST_LINE
from ivr.store.position import Position

GZIP = b"\x1f\x8b"
PIECE = 1 << 20
POSITIONS = "import:"


class ImportFile:
    """One file: its lines with their numbers, and how far it is read; what was read is recognised by its content."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line, self.broken = 0, ""
        self._read_to = 0
        self._seen, self._seen_to = hashlib.sha256(), 0
        try:
            self._raw: IO[bytes] = path.open("rb")
            self.size = max(path.stat().st_size, 1)
            self._packed = self._raw.read(2) == GZIP
            self._raw.seek(0)
        except OSError as error:
            raise SetupError(f"{path} cannot be read: {error.strerror}") from None

    def first_line(self) -> bytes:
        """The line that tells the form of the others."""
        try:
            with gzip.open(self.path) if self._packed else self.path.open("rb") as opened:
                return opened.readline(LONGEST_LINE + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise SetupError(f"{self.path} cannot be read: {error}") from None

    def skip_known(self, position: Position | None) -> None:
        """Go to where the file was read to, if everything before is still what it was."""
        if position is None or self._packed:
            return
        lines = self._see(position.read_to)
        if self._mark(position.read_to) == position.mark is not None:
            self._read_to, self.line = position.read_to, lines
        else:
            self._seen, self._seen_to = hashlib.sha256(), 0
            self._raw.seek(0)

    def position(self) -> Position | None:
        """How far the file is read, after the last line; None of a packed one, always read from its beginning."""
        if self._packed:
            return None
        self._see(self._read_to)
        return Position(0, self._read_to, mark=self._mark(self._read_to))

    def lines(self) -> Iterator[bytes]:
        """The lines not yet read; of one that is too long its beginning. `line` is the number of the latest."""
        opened: IO[bytes] = gzip.GzipFile(fileobj=self._raw) if self._packed else self._raw  # type: ignore[assignment]
        try:
            while line := opened.readline(LONGEST_LINE + 1):
                self.line += 1
                if line.endswith(b"\n"):
                    self._read_to += len(line)
                else:
                    self._pass_rest(opened, line)
                yield line
        except (OSError, EOFError, zlib.error) as error:
            self.broken = str(error)

    def share(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return min(self._raw.tell() / self.size, 1.0)

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()

    def _pass_rest(self, opened: IO[bytes], line: bytes) -> None:
        """Go to the end of a long line; one that ends with the file may grow and is read again the next time."""
        length, piece = 0, line
        while piece:
            length += len(piece)
            if piece.endswith(b"\n"):
                self._read_to += length
                return
            piece = opened.readline(PIECE)

    def _see(self, until: int) -> int:
        """Take the bytes up to there into the checksum, as far as there are any: how many lines they are."""
        self._raw.seek(self._seen_to)
        lines = 0
        while piece := self._raw.read(min(until - self._seen_to, PIECE)):
            self._seen.update(piece)
            lines, self._seen_to = lines + piece.count(b"\n"), self._seen_to + len(piece)
        return lines

    def _mark(self, size: int) -> int | None:
        """The checksum of so many bytes; None when the file has fewer."""
        return int.from_bytes(self._seen.digest()[:8], "big") >> 1 if self._seen_to == size else None


def position_name(path: Path, kind: str) -> str:
    """The name under which is kept how far a file is read."""
    return f"{POSITIONS}{hashlib.sha256(f'{kind}:{path.resolve()}'.encode()).hexdigest()[:32]}"
