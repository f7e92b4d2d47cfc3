"""Takes over the history of another telephone system, file by file, in chunks that hold the database only for a moment.

Killed at any moment, it begins the file again the next time and finds what is written already there.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from ivr.calls.events import Event
from ivr.errors import SetupError
from ivr.hours.zone import zone
from ivr.imports.cdr import Cdr
from ivr.imports.cel import Cel
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.imports.rows import BadRow, line_of
from ivr.store import imported
from ivr.store.database import Database
from ivr.store.imported_names import Called
from ivr.worker.import_file import ImportFile

Reader = QueueLog | Cdr | Cel

READERS: dict[str, type[Reader]] = {"queue-log": QueueLog, "cdr": Cdr, "cel": Cel}
ROWS_AT_ONCE = 10_000  # in memory; most calls lie whole in so many
TOLD_BAD = 20  # of the rows that could not be read
KEPT_BAD = 100_000
LONGEST_KEPT = 500  # bytes of each


@dataclass(slots=True)
class Taken:
    """What became of one file."""

    path: Path
    rows: int = 0
    events: int = 0  # that were new
    bad: int = 0
    told_bad: list[str] = field(default_factory=list)
    kept_in: Path | None = None  # the rows that could not be read
    unknown: Counter[str] = field(default_factory=Counter)
    broken: str = ""


class Importer:
    """Where history goes: the database, the zone of times without one, the folder of what could not be read."""

    def __init__(self, database: Database, timezone: str, rejected: Path, now: Callable[[], datetime]) -> None:
        self._database, self._zone, self._rejected, self._now = database, zone(timezone), rejected, now
        self.names = Names()
        self._called = Called(self.names.queues, self.names.agents, timezone)
        self.pace = imported.Pace()

    def take(self, path: Path, kind: str, goes: Callable[[float], object]) -> Taken:
        """Take over one file; `goes` is told how far it is, from 0 to 1."""
        taken = Taken(path)
        file = ImportFile(path, kind)
        with closing(file), self._kept_bad(taken) as keep:
            try:
                reader = READERS[kind](line_of(file.first_line()), self._zone, self.names)
            except BadRow as error:
                raise SetupError(f"{path}:1: {error}") from None
            file.skip_known(self._database)
            for rows in self._chunks(file, goes):
                self._take_rows(rows, reader, taken, keep)
            taken.unknown, taken.broken = reader.unknown, file.broken
            file.remember(self._database, self._now())
        return taken

    def _chunks(self, file: ImportFile, goes: Callable[[float], object]) -> Iterator[list[tuple[int, bytes]]]:
        rows: list[tuple[int, bytes]] = []
        for line in file.lines():
            rows.append((file.line, line))
            if len(rows) >= ROWS_AT_ONCE:
                yield rows
                goes(file.share())
                rows = []
        yield rows
        goes(1.0)

    def _take_rows(
        self, rows: Sequence[tuple[int, bytes]], reader: Reader, taken: Taken, keep: Callable[[str], None]
    ) -> None:
        """Read one chunk and write what it says."""
        events: list[Event] = []
        for number, raw in rows:
            if number == 1 and reader.form.has_header:
                continue
            try:
                line = line_of(raw)
                if line.strip():
                    taken.rows += 1
                    events += reader.events(line)
            except BadRow as error:
                taken.bad += 1
                keep(f"line {number}: {error}: {raw[:LONGEST_KEPT]!r}")
        taken.events += imported.write(self._database, events, self._called, self.pace)

    @contextmanager
    def _kept_bad(self, taken: Taken) -> Iterator[Callable[[str], None]]:
        """Where rows that could not be read are written down, in a file that is made with the first of them."""
        where = hashlib.sha256(str(taken.path.resolve()).encode()).hexdigest()[:8]
        path = self._rejected / f"{taken.path.name}.{where}.rejected"
        opened: list[IO[str]] = []

        def keep(sentence: str) -> None:
            if not opened:
                self._rejected.mkdir(parents=True, exist_ok=True)
                opened.append(path.open("a", encoding="utf-8"))
                taken.kept_in = path
            if taken.bad <= TOLD_BAD:
                taken.told_bad.append(f"{taken.path}: {sentence}")
            if taken.bad <= KEPT_BAD:
                opened[0].write(f"{sentence}\n")

        try:
            yield keep
        finally:
            for file in opened:
                file.close()
