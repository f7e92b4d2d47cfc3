"""Reads Asterisk's own record as it grows and takes over the end of calls the engine did not live to write.

A call is looked at when its last channel has been gone for some seconds and its end is neither in the history nor in
the spool. The events, what the record says of the call (to hold the history against it) and the place of the oldest
row still needed are written in one transaction. The ids follow from the rows: a worker killed at any moment reads some
again and writes nothing twice.
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
from ivr.calls.ids import call_of
from ivr.calls.transfer_events import CallSentOn
from ivr.errors import IvrError
from ivr.reports.statement import Statement
from ivr.store import call_events, centre, witness_positions, witness_statements
from ivr.store.database import Database
from ivr.worker.growing_file import GrowingFile, Place
from ivr.worker.record_reader import LARGEST_BYTES, SAID_AGAIN
from ivr.worker.witness_channels import call_id_of, is_named_by_one
from ivr.worker.witness_fold import missing
from ivr.worker.witness_listening import listened_leg, missing_of_leg
from ivr.worker.witness_statements import of_cel

NAME = "cel"
SETTLE = timedelta(seconds=5)  # the engine's own word comes first
LONGEST = timedelta(days=1)  # rows of a call that never ended are not kept for ever

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Pending:
    """The rows of one linkedid so far, where the first of them stands, and when the last channel ended."""

    first: Place
    rows: list[CelRecord] = field(default_factory=list)
    ended_at: datetime | None = None


@dataclass(slots=True)
class _Taken:
    """What is written of calls that are over: events the history lacks, and what was said of each."""

    events: list[CallEvent] = field(default_factory=list)
    said: dict[str, Statement] = field(default_factory=dict)


class Witness:
    """The growing file, and the calls in it that are not yet told."""

    def __init__(self, database: Database, path: Path, spool_dir: Path, largest: int = LARGEST_BYTES) -> None:
        self._database, self._path, self._spool_dir, self._largest = database, path, spool_dir, largest
        self._pending: dict[str, _Pending] = {}
        self._file: GrowingFile | None = None
        self._saved: tuple[Place, datetime] | None = None

    def round(self, now: datetime) -> int:
        """Read what is new and tell of calls that ended long enough ago: how many events were taken over."""
        file = self._file or self._begun()
        while lines := file.read():
            for place, line in lines:
                self._row(place, line)
        ready = {linkedid: found for linkedid, found in self._pending.items() if _is_ready(found, now)}
        taken = self._take_over([found.rows for found in ready.values() if found.ended_at]) if ready else _Taken()
        for linkedid in ready:
            del self._pending[linkedid]
        written = self._save(file, taken, now)
        file.rotate(self._largest, self._needed(file))
        return written

    def _begun(self) -> GrowingFile:
        with self._database.read() as connection:
            kept = witness_positions.load(connection, NAME)
        self._file = GrowingFile(self._path, kept)
        return self._file

    def _row(self, place: Place, line: bytes) -> None:
        try:
            row = parse_line(line.decode("utf-8", "replace"))
        except IvrError as error:
            log.warning("a line of the witness's record is passed over: %s", error)
            return
        pending = self._pending.setdefault(row.linkedid, _Pending(place))
        pending.rows.append(row)
        if row.eventtype == "LINKEDID_END":
            pending.ended_at = row.eventtime

    def _take_over(self, ended: Sequence[Sequence[CelRecord]]) -> _Taken:
        spooled = list(self._spooled())
        legs = {leg_id: rows for rows in ended if (leg_id := listened_leg(rows))}
        calls = [rows for rows in ended if not listened_leg(rows)]
        with self._database.read() as connection:
            unnamed = [row for rows in calls if not is_named_by_one(rows) for row in rows]
            stored = call_events.starts_between(connection, *_around(unnamed)) if unnamed else []
            begun = {event.linkedid: event.call_id for event in (*stored, *spooled) if isinstance(event, CallStarted)}
            by_id = {begun.get(rows[0].linkedid) or call_id_of(rows): rows for rows in calls}
            listened = {call_of(leg_id) or "" for leg_id in legs}
            known = call_events.of_calls(connection, [*by_id, *(listened - by_id.keys())])
            open_ones = {call_id for call_id in by_id if not _is_whole(known.get(call_id, ()))}
            entries = centre.load_entries(connection) if open_ones else {}
        for event in spooled:
            if event.call_id in open_ones | listened:
                known.setdefault(event.call_id, []).append(event)
        told = _told({one: by_id[one] for one in open_ones}, known, entries)
        for leg_id, rows in legs.items():
            told += missing_of_leg(rows, known.get(call_of(leg_id) or "", ()))
        return _Taken(told, _said(by_id) | _said(legs))

    def _save(self, file: GrowingFile, taken: _Taken, now: datetime) -> int:
        """Keep what was taken and the place of the oldest row still needed; how many events were new."""
        needed = self._needed(file)
        is_news = self._saved is None or needed != self._saved[0] or now - self._saved[1] >= SAID_AGAIN
        if not (is_news or taken.said or taken.events):
            return 0
        position = file.position(needed)
        with self._database.write() as connection:
            written = call_events.append(connection, taken.events)
            witness_statements.keep(connection, taken.said)
            witness_positions.save(connection, NAME, position, now)
        self._saved = (needed, now)
        if written:
            log.warning("%d events of calls the engine did not finish were taken over from Asterisk's record", written)
        return written

    def _needed(self, file: GrowingFile) -> Place:
        return min((found.first for found in self._pending.values()), default=file.place)

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
    if CallEnded not in kinds or CallSentOn in kinds:  # what was before the transfer key, another engine may have left
        return False
    return CallTakenBack not in kinds or FallbackEntered in kinds


def _told(
    calls: Mapping[str, Sequence[CelRecord]], known: Mapping[str, list[CallEvent]], entries: Mapping[str, str]
) -> list[CallEvent]:
    return [event for one, rows in calls.items() for event in missing(rows, known.get(one, ()), entries)]


def _said(calls: Mapping[str, Sequence[CelRecord]]) -> dict[str, Statement]:
    """What is said of each call, under ids that follow from the call."""
    return {
        f"{NAME}:{rows[0].linkedid}:{number}": said
        for call_id, rows in calls.items()
        for number, said in enumerate(of_cel(rows, call_id))
    }


def _event(line: bytes) -> CallEvent | None:
    try:
        event = from_plain(json.loads(line))
    except (ValueError, TypeError, AttributeError, IvrError):
        return None
    return event if isinstance(event, CallEvent) else None
