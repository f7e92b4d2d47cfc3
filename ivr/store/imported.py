"""History of another system, written in chunks: events, their folds and counts in one short transaction each.

No call is marked for the worker to fold: what is folded here is what it would make of the same events. It folds agents'
time afterwards. Their states are not remembered as anybody's last one: nobody is logged in by an import.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import thread_time

from sqlalchemy import Connection

from ivr.calls.events import AgentStateChanged, CallEvent, Event
from ivr.reports.fold import fold
from ivr.reports.settled import settled
from ivr.store import call_events, imported_names, stale_agents
from ivr.store.database import Database, only_writer_of_history
from ivr.store.folding import replace

CALL_ID = 36  # letters of a call's id
HELD_S = 0.03  # of processor time a transaction may take: calls' own events wait for it, and 50 ms are the most
FEWEST, MOST = 200, 2000


@dataclass(slots=True)
class Pace:
    """How many calls are written at once, by how long the last ones took."""

    calls: int = 200
    longest_held_s: float = 0.0

    def took(self, held_s: float) -> None:
        """Choose the next size by what this one took."""
        self.longest_held_s = max(self.longest_held_s, held_s)
        self.calls = min(max(int(self.calls * min(max(HELD_S / max(held_s, 1e-6), 0.5), 1.5)), FEWEST), MOST)


@dataclass(slots=True)
class _Parcel:
    """The new events of one call, with all there are of it; or one change of an agent's state."""

    new: list[Event] = field(default_factory=list)
    call: list[CallEvent] = field(default_factory=list)
    was_known: bool = False


def write(database: Database, events: Iterable[Event], names: imported_names.Called, pace: Pace) -> int:
    """Write what of these events is not there yet, and everything that follows from it: how many were new."""
    with database.read() as connection:
        parcels = _parcels(connection, {event.event_id: event for event in events})
    done = 0
    while done < len(parcels):
        part = parcels[done : done + pace.calls]
        done += len(part)
        _write(database, part, names, pace)
    return sum(len(parcel.new) for parcel in parcels)


def _write(database: Database, parcels: Sequence[_Parcel], names: imported_names.Called, pace: Pace) -> None:
    records = [record for parcel in parcels if (record := fold(settled(parcel.call))) is not None]
    known = [parcel.call[0].call_id for parcel in parcels if parcel.was_known]
    events = [event for parcel in parcels for event in parcel.new]
    with database.write() as connection:
        only_writer_of_history(connection)
        begun = thread_time()
        imported_names.keep(connection, names)
        call_events.insert_new(connection, events)
        stale_agents.mark(connection, [event for event in events if isinstance(event, AgentStateChanged)])
        replace(connection, records, known)
    pace.took(thread_time() - begun)


def _parcels(connection: Connection, once: Mapping[str, Event]) -> list[_Parcel]:
    calls: dict[str, list[Event]] = {}
    for event in once.values():
        # A change told by a row of a call goes with the call: its id begins with the call's.
        calls.setdefault(event.call_id if isinstance(event, CallEvent) else event.event_id[:CALL_ID], []).append(event)
    known = call_events.unsettled(connection, sorted(call_events.known(connection, list(calls))))
    changes = [event.event_id for one, found in calls.items() if not _is_new(one, found, known) for event in found
               if isinstance(event, AgentStateChanged)]  # fmt: skip
    written = call_events.written(connection, changes)
    return list(_told(calls, known, written))


def _is_new(call_id: str, events: Iterable[Event], known: Mapping[str, object]) -> bool:
    return call_id not in known and any(isinstance(event, CallEvent) for event in events)


def _told(
    calls: Mapping[str, Sequence[Event]], known: Mapping[str, list[CallEvent]], written: set[str]
) -> Iterator[_Parcel]:
    for call_id, events in calls.items():
        before = known.get(call_id, [])
        there = written.union(event.event_id for event in before) if before else written
        new = [event for event in events if event.event_id not in there]
        told = [event for event in new if isinstance(event, CallEvent)]
        if new:
            yield _Parcel(new, [*before, *told] if told else [], bool(before and told))
