"""Reads a record of Asterisk's as it grows and keeps what it says of calls, each line once.

What was read and how far are written in one transaction: a worker killed at any moment reads on where that ended.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from ivr.asterisk import cdr, queue_log
from ivr.asterisk import check as manager
from ivr.config import Settings
from ivr.errors import AsteriskError, IvrError
from ivr.reports.statement import Statement, Witness
from ivr.store import witness_positions, witness_statements
from ivr.store.database import Database
from ivr.worker.growing_file import GrowingFile
from ivr.worker.witness_statements import of_cdr, of_queue_log

SAID_AGAIN = timedelta(seconds=10)  # how often it is written down that there is nothing new
LARGEST_BYTES = 32_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Record:
    """A file of Asterisk's, whose word it is, what a line of it says (None: nothing of a call).

    `reopen` has Asterisk open the file anew where it holds it open; None: it opens it for each line.
    """

    path: Path
    witness: Witness
    said: Callable[[str], Statement | None]
    reopen: Callable[[], None] | None = None


def records_of(settings: Settings) -> list[Record]:
    """The records beside CEL that are read; the queue log of an Asterisk that is not ours lies we know not where."""
    folder = settings.asterisk_dir / "log"
    found = [Record(folder / "cdr.csv", Witness.CDR, lambda line: of_cdr(cdr.parse_line(line)))]
    if settings.asterisk != "external":
        login = ("phones", settings.ami_phones_secret)
        reopen = partial(manager.reload, settings.host, settings.ami_port, login, "logger")
        log_path = folder / "queue_log"
        found.append(Record(log_path, Witness.QUEUE_LOG, _of_queue_log, reopen))
    return found


def _of_queue_log(line: str) -> Statement | None:
    return of_queue_log(queue_log.parse_line(line))


class RecordReader:
    """One growing record."""

    def __init__(self, database: Database, record: Record, largest: int = LARGEST_BYTES) -> None:
        self._database, self._record, self._largest = database, record, largest
        self._file: GrowingFile | None = None
        self._saved_at: datetime | None = None

    def round(self, now: datetime) -> int:
        """Keep what is new: how many statements that were."""
        file = self._file or self._begun()
        kept = 0
        while lines := file.read():
            said = {f"{self._record.witness}:{place.file}:{place.byte}": self._of(line) for place, line in lines}
            found = {identifier: one for identifier, one in said.items() if one is not None}
            self._save(file, found, now)
            kept += len(found)
        if self._saved_at is None or now - self._saved_at >= SAID_AGAIN:
            self._save(file, {}, now)
        file.rotate(self._largest, file.place)
        if file.is_held and self._record.reopen is not None:
            self._have_reopened(self._record.reopen)
        return kept

    def _have_reopened(self, reopen: Callable[[], None]) -> None:
        try:
            reopen()
        except AsteriskError as error:  # it is away: when it is back it opens a new file by itself
            log.warning("Asterisk goes on writing to %s.1: %s", self._record.path.name, error)

    def _begun(self) -> GrowingFile:
        with self._database.read() as connection:
            kept = witness_positions.load(connection, self._record.witness)
        self._file = GrowingFile(self._record.path, kept)
        return self._file

    def _of(self, line: bytes) -> Statement | None:
        try:
            return self._record.said(line.decode("utf-8", "replace"))
        except IvrError as error:
            log.warning("a line of %s is passed over: %s", self._record.path.name, error)
            return None

    def _save(self, file: GrowingFile, said: dict[str, Statement], now: datetime) -> None:
        position = file.position(file.place)
        with self._database.write() as connection:
            witness_statements.keep(connection, said)
            witness_positions.save(connection, self._record.witness, position, now)
        self._saved_at = now
