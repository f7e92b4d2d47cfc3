"""The reference of the recorder: rows made before, brought into SQLite by a thread's plain `executemany`."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ivr.calls.events import Event
from ivr.engine.spool_child import REST_S
from ivr.store.event_rows import COLUMNS


class RawRows:
    """A thread that brings rows made before into SQLite, in batches as long as the recorder's rest."""

    def __init__(self, path: Path, rows: list[tuple[Any, ...]]) -> None:
        self._path, self._rows = path, iter([(*row[:1], str(row[1]), *row[2:]) for row in rows])
        self.waiting: list[tuple[Any, ...]] = []
        self.written = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def record(self, _event: Event) -> None:
        """Hand the next row over."""
        row = next(self._rows, None)
        if row is not None:
            self.waiting.append(row)

    def stop(self) -> None:
        """Write the rest."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        for text in self._schema():
            connection.execute(text)
        stopping = False
        while not stopping:
            stopping = self._stopping.wait(REST_S)
            batch, self.waiting = self.waiting, []
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT INTO call_events VALUES ({', '.join('?' * len(COLUMNS))})", batch)
            connection.execute("COMMIT")
            self.written += len(batch)
        connection.close()

    def _schema(self) -> Iterator[str]:
        yield "PRAGMA journal_mode=WAL"
        yield "PRAGMA synchronous=NORMAL"
        yield f"CREATE TABLE call_events ({', '.join(COLUMNS)}, PRIMARY KEY (event_id))"
        for columns in ("at", "call_id, at", "kind, at", "agent, at"):
            yield f'CREATE INDEX "by {columns}" ON call_events ({columns})'
