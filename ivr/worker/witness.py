"""Reads Asterisk's own record as it grows and takes over the end of calls the engine did not live to write.

A call is looked at when its last channel has been gone for some seconds and its end is neither in the history nor in
the spool. The place kept in the database is that of the oldest row still needed, moved after the events are written.
The ids of the events follow from the rows: a worker killed at any moment reads some again and writes nothing twice.
"""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from ivr.asterisk.cel import CelRecord, parse_line
from ivr.calls.event_json import from_plain
from ivr.calls.events import CallEnded, CallEvent, CallStarted, CallTakenBack, FallbackEntered
from ivr.errors import IvrError
from ivr.store import call_events, centre, witness_positions
from ivr.store.database import Database
from ivr.store.witness_positions import Position
from ivr.worker.witness_channels import call_id_of, named_call
from ivr.worker.witness_fold import missing

NAME = "cel"
SETTLE = timedelta(seconds=5)  # the engine's own word comes first
LONGEST = timedelta(days=1)  # rows of a call that never ended are not kept for ever
READ_BYTES = 1_000_000

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Pending:
    """The rows of one linkedid so far, where the first of them stands, and when the last channel ended."""

    first_byte: int
    rows: list[CelRecord] = field(default_factory=list)
    ended_at: datetime | None = None


class Witness:
    """The growing file, and the calls in it that are not yet told."""

    def __init__(self, database: Database, path: Path, spool_dir: Path) -> None:
        self._database, self._path, self._spool_dir = database, path, spool_dir
        self._pending: dict[str, _Pending] = {}
        self._inode: int | None = None
        self._read_to = self._saved = 0

    def round(self, now: datetime) -> int:
        """Read what is new and tell of calls that ended long enough ago: how many events were taken over."""
        while self._read():
            pass
        ready = {linkedid: found for linkedid, found in self._pending.items() if _is_ready(found, now)}
        written = self._take_over([found.rows for found in ready.values() if found.ended_at]) if ready else 0
        for linkedid in ready:
            del self._pending[linkedid]
        self._save()
        return written

    def _read(self) -> bool:
        try:
            with self._path.open("rb") as file:
                self._recognise(self._path.stat().st_ino, file.seek(0, 2))
                file.seek(self._read_to)
                found = file.read(READ_BYTES)
        except FileNotFoundError:
            return False
        whole = found[: found.rfind(b"\n") + 1]
        for line in whole.splitlines(keepends=True):
            self._row(line)
            self._read_to += len(line)
        return len(found) == READ_BYTES and bool(whole)

    def _recognise(self, inode: int, size: int) -> None:
        if self._inode is None:
            with self._database.read() as connection:
                kept = witness_positions.load(connection, NAME)
            if kept is not None and kept.inode == inode:
                self._read_to = kept.read_to
            self._inode = inode
        if inode != self._inode or size < self._read_to:
            self._pending.clear()
            self._inode, self._read_to = inode, 0

    def _row(self, line: bytes) -> None:
        try:
            row = parse_line(line.decode("utf-8", "replace"))
        except IvrError as error:
            log.warning("a line of the witness's record is passed over: %s", error)
            return
        pending = self._pending.setdefault(row.linkedid, _Pending(self._read_to))
        pending.rows.append(row)
        if row.eventtype == "LINKEDID_END":
            pending.ended_at = row.eventtime

    def _take_over(self, calls: Sequence[Sequence[CelRecord]]) -> int:
        spooled = list(self._spooled())
        with self._database.read() as connection:
            unnamed = [row for rows in calls if named_call(rows) is None for row in rows]
            stored = call_events.starts_between(connection, *_around(unnamed)) if unnamed else []
            begun = {event.linkedid: event.call_id for event in (*stored, *spooled) if isinstance(event, CallStarted)}
            by_id = {begun.get(rows[0].linkedid) or call_id_of(rows): rows for rows in calls}
            known = call_events.of_calls(connection, list(by_id))
            open_ones = {call_id for call_id in by_id if not _is_whole(known.get(call_id, ()))}
            entries = centre.load_entries(connection) if open_ones else {}
        for event in spooled:
            if event.call_id in open_ones:
                known.setdefault(event.call_id, []).append(event)
        return self._write(_told({one: by_id[one] for one in open_ones}, known, entries))

    def _write(self, events: list[CallEvent]) -> int:
        if not events:
            return 0
        with self._database.write() as connection:
            written = call_events.append(connection, events)
        log.warning("%d events of calls the engine did not finish were taken over from Asterisk's record", written)
        return written

    def _save(self) -> None:
        """Keep the place of the oldest row still needed; what was written before it is written for good."""
        needed = min((found.first_byte for found in self._pending.values()), default=self._read_to)
        if self._inode is None or needed == self._saved:
            return
        with self._database.write() as connection:
            witness_positions.save(connection, NAME, Position(self._inode, needed))
        self._saved = needed

    def _spooled(self) -> Iterable[CallEvent]:
        """Events the engine wrote down and the database may not have yet."""
        for path in sorted(self._spool_dir.glob("*.jsonl")):
            try:
                lines = path.read_bytes().splitlines()
            except FileNotFoundError:
                continue  # all of it is in the database by now
            yield from (event for line in lines if (event := _event(line)))


def _around(rows: Sequence[CelRecord]) -> tuple[datetime, datetime]:
    """When calls began with us whose callers left before their channels were told our id."""
    times = [row.eventtime for row in rows]
    return min(times) - SETTLE, max(times) + SETTLE


def _is_ready(pending: _Pending, now: datetime) -> bool:
    if pending.ended_at is not None:
        return now - pending.ended_at >= SETTLE
    return now - pending.rows[-1].eventtime > LONGEST


def _is_whole(events: Iterable[CallEvent]) -> bool:
    kinds = {type(event) for event in events}
    return CallEnded in kinds and (CallTakenBack not in kinds or FallbackEntered in kinds)


def _told(
    calls: Mapping[str, Sequence[CelRecord]], known: Mapping[str, list[CallEvent]], entries: Mapping[str, str]
) -> list[CallEvent]:
    return [event for one, rows in calls.items() for event in missing(rows, known.get(one, ()), entries)]


def _event(line: bytes) -> CallEvent | None:
    try:
        event = from_plain(json.loads(line))
    except (ValueError, TypeError, AttributeError, IvrError):
        return None
    return event if isinstance(event, CallEvent) else None
