"""Takes over the history of another telephone system, file by file, in chunks that hold the database only for a moment.

Killed at any moment, it begins the file again the next time and finds what is written already there.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ivr.imports.names import Names
from ivr.reports.counts import Thresholds
from ivr.store import imports, witness_positions
from ivr.store.checkpoints import Checkpoints
from ivr.store.database import Database
from ivr.store.imported import Pace, Writer
from ivr.store.imported_batch import Way
from ivr.store.imported_names import Called
from ivr.store.queues import everyone
from ivr.worker.import_child import pieces_beside
from ivr.worker.import_file import ImportFile, position_name
from ivr.worker.import_reading import Piece, Taken, Task, pieces, reader_of
from ivr.worker.seldom import collected_seldom

LARGE = 1 << 20  # bytes from which on a file is worth a process of its own


class Importer:
    """Where history goes: the database, the zone of times without one, the folder of what could not be read."""

    def __init__(self, database: Database, timezone: str, rejected: Path, now: Callable[[], datetime]) -> None:
        self._database, self._timezone, self._rejected, self._now = database, timezone, rejected, now
        self._called = Called({}, {}, timezone)
        self.pace = Pace()

    def take(self, path: Path, kind: str, goes: Callable[[float], object]) -> Taken:
        """Take over one file; `goes` is told how far it is, from 0 to 1."""
        task, left = self._task(path, kind)
        read = pieces_beside if left >= LARGE else pieces
        new, taken = 0, Taken(path, task.way.import_id, task.timezone)
        with (
            closing(read(task, lambda: self.pace.calls)) as found,
            Checkpoints(self._database) as checkpoints,
            collected_seldom(),
        ):
            writer = Writer(self._database, checkpoints, self._called, task.way, self.pace)
            for piece in found:
                if isinstance(piece, Piece):
                    self._called.add(piece.queues, piece.agents)
                    new += writer.write(piece.batch)
                    goes(piece.share)
                else:
                    taken = piece
        taken.events = new
        self._end(task, taken)
        goes(1.0)
        return taken

    def _task(self, path: Path, kind: str) -> tuple[Task, int]:
        """What is to be read, and about how many bytes."""
        dialect = "sqlite" if self._database.is_sqlite else "postgresql"
        wish = Task(path, kind, self._timezone, self._rejected, Way(dialect))
        with closing(ImportFile(path)) as file:
            reader_of(file, wish, Names())  # what cannot be read at all is no import
            size = file.size
        with self._database.write() as connection:
            position = witness_positions.load(connection, position_name(path, kind))
            import_id = imports.begin(connection, kind, str(path.resolve()), self._timezone, self._now())
            limits = {one.id: Thresholds(one.service_level_s, one.short_abandon_s) for one in everyone(connection)}
        task = replace(wish, way=Way(dialect, import_id, limits), position=position)
        return task, size - (position.read_to if position else 0)

    def _end(self, task: Task, taken: Taken) -> None:
        assert task.way.import_id is not None  # as `_task` made it
        with self._database.write() as connection:
            imports.end(connection, task.way.import_id, taken.rows, taken.events, self._now())
            if taken.position is not None:
                name = position_name(task.path, task.kind)
                witness_positions.save(connection, name, taken.position, self._now())
