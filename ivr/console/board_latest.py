"""The newest snapshot of the centre, for everybody who looks: read again only when it is old."""

import threading
from dataclasses import dataclass

from flask import Flask, current_app

from ivr.console import board_snapshot
from ivr.console.board_snapshot import Snapshot
from ivr.console.source import Source
from ivr.store import centre_version, live

EXTENSION = "ivr_board"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a snapshot is of: the centre's version, that of the live tables, the second."""

    centre: int
    changes: int
    second: int


class Latest:
    """The newest snapshot.

    Figures are counted a moment after the calls themselves move, and a pace changes by time alone: they are read once a
    second, and what the engine tells at each change.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lock = threading.Lock()  # of several who ask at the same moment one reads
        self._kept: tuple[Moment, Snapshot] | None = None

    def moment(self) -> Moment:
        """The present one."""
        with self._source.database.read() as connection:
            centre, changes = centre_version.read(connection), live.live_version(connection)
        return Moment(centre, changes, int(self._source.now().timestamp()))

    def snapshot(self) -> Snapshot:
        """The centre at this moment."""
        with self._lock:
            wanted = self.moment()
            if self._kept is None or self._kept[0] != wanted:
                self._kept = wanted, self._read(wanted)
            return self._kept[1]

    def _read(self, wanted: Moment) -> Snapshot:
        database, now = self._source.database, self._source.now()
        if self._kept is None:
            return board_snapshot.read(database, now)
        at, before = self._kept
        if (at.centre, at.second) != (wanted.centre, wanted.second):
            return board_snapshot.read(database, now)
        return board_snapshot.with_live(database, before, now)


def install(app: Flask, source: Source) -> None:
    """Give the application the snapshot of its wallboards."""
    app.extensions[EXTENSION] = Latest(source)


def latest() -> Latest:
    """The newest snapshot of this application."""
    found: Latest = current_app.extensions[EXTENSION]
    return found
