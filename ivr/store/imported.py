"""History of another system, written in short transactions: events, their folds and counts together.

No call is marked for the worker to fold: what is folded here is what it would make of the same events. It folds agents'
time afterwards. Their states are not remembered as anybody's last one: nobody is logged in by an import.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import thread_time

from sqlalchemy import Connection

from ivr.calls.events import Event
from ivr.reports.call_record import Refusal, Visit
from ivr.store import (
    agent_rollups,
    call_events,
    call_numbers,
    event_rows,
    folded_rows,
    imported_names,
    refusals,
    rollups,
    stale_agents,
    visits,
)
from ivr.store.checkpoints import Checkpoints
from ivr.store.database import Database, only_writer_of_history
from ivr.store.imported_batch import Batch, Way, batch_of
from ivr.store.imported_late import late, write_late

HELD_S = 0.03  # of processor time a transaction may take: calls' own events wait for it, and 50 ms are the most
FEWEST, MOST = 50, 800
FIRST = HELD_S / 100  # seconds of a call, before any was written
# How much the latest transaction counts beside those before it: one that was quick was so by chance more often.
SLOWER, QUICKER = 0.5, 0.1
LATE_AT_ONCE = 50  # calls: what is known already costs several times as much


@dataclass(slots=True)
class Pace:
    """How many calls are written at once, by how long the last ones took."""

    longest_held_s: float = 0.0
    _call_s: float = FIRST

    @property
    def calls(self) -> int:
        """Of the next batch."""
        return min(max(int(HELD_S / self._call_s), FEWEST), MOST)

    def took(self, calls: int, held_s: float) -> None:
        """Know how long so many calls took; 0: it was other rows."""
        self.longest_held_s = max(self.longest_held_s, held_s)
        if calls:
            more_s = held_s / calls - self._call_s
            self._call_s += more_s * (SLOWER if more_s > 0 else QUICKER)


@dataclass(slots=True)
class Writer:
    """Where batches go that were made this way."""

    database: Database
    checkpoints: Checkpoints
    names: imported_names.Called
    way: Way
    pace: Pace = field(default_factory=Pace)

    def write(self, batch: Batch) -> int:
        """Write what of a batch is not there yet, and everything that follows from it: how many events were new."""
        with self._writing(len(batch.told)) as connection:
            known = _known(connection, batch)
            new = batch_of(_events(batch, batch.told.keys() - known.keys()), self.way) if known else batch
            imported_names.keep(connection, self.names)
            _insert(connection, new)
        for ends in batch.ends:
            with self._writing() as connection:
                call_numbers.insert_ends(connection, ends)
        otherwise = [call_id for call_id, is_same in known.items() if not is_same]
        return new.events + self._write_late([*_events(batch, otherwise), *batch.apart])

    def _write_late(self, events: Sequence[Event]) -> int:
        if not events:
            return 0
        with self.database.read() as connection:
            calls = late(connection, events)
        for start in range(0, len(calls), LATE_AT_ONCE):
            with self._writing() as connection:
                imported_names.keep(connection, self.names)
                write_late(connection, calls[start : start + LATE_AT_ONCE], self.way)
        return sum(len(one.new) for one in calls)

    @contextmanager
    def _writing(self, calls: int = 0) -> Iterator[Connection]:
        with self.database.write() as connection:
            only_writer_of_history(connection)
            begun = thread_time()
            yield connection
        self.pace.took(calls, thread_time() - begun)
        self.checkpoints.written()


def _known(connection: Connection, batch: Batch) -> dict[str, bool]:
    """Those calls of the batch that are in the history, and whether just the same is told of them there."""
    known = call_events.known(connection, list(batch.told))
    there = call_events.bodies(connection, sorted(known))
    return {call_id: batch.told[call_id][event_rows.BODY] in there.get(call_id, ()) for call_id in known}


def _events(batch: Batch, call_ids: Collection[str]) -> list[Event]:
    """What a batch tells of these calls."""
    return [event for call_id in call_ids for event in event_rows.in_body(batch.told[call_id][event_rows.BODY])]


def _insert(connection: Connection, batch: Batch) -> None:
    call_events.insert_told(connection, list(batch.told.values()))
    folded_rows.insert_new(connection, batch.folded)
    stale_agents.keep(connection, batch.stale)
    agent_rollups.follow_sums(connection, batch.agents)

    def counted() -> list[Visit | Refusal]:
        call_ids = list(batch.told)
        return [*visits.of_calls(connection, call_ids), *refusals.of_calls(connection, call_ids)]

    rollups.follow_sums(connection, batch.queues, counted)
