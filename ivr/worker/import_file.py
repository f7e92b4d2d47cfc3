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
        mark, lines = self._beginning(position.read_to)
        if mark is not None and mark == position.mark:
            self._read_to, self.line = position.read_to, lines
        else:
            self._raw.seek(0)

    def position(self) -> Position | None:
        """How far the file is read, after the last line; None of a packed one, always read from its beginning."""
        return None if self._packed else Position(0, self._read_to, mark=self._beginning(self._read_to)[0])

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

    def _beginning(self, size: int) -> tuple[int | None, int]:
        """A checksum of so many bytes the file begins with, None when it has fewer; and how many lines they are."""
        self._raw.seek(0)
        seen, lines = hashlib.sha256(), 0
        while size and (piece := self._raw.read(min(size, PIECE))):
            seen.update(piece)
            lines, size = lines + piece.count(b"\n"), size - len(piece)
        return None if size else int.from_bytes(seen.digest()[:8], "big") >> 1, lines


def position_name(path: Path, kind: str) -> str:
    """The name under which is kept how far a file is read."""
    return f"{POSITIONS}{hashlib.sha256(f'{kind}:{path.resolve()}'.encode()).hexdigest()[:32]}"
