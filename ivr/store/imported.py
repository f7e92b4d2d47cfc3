"""History of another system, written in chunks: events, their folds and counts in one short transaction each.

No call is marked for the worker to fold: what is folded here is what it would make of the same events. It folds agents'
time afterwards. Their states are not remembered as anybody's last one: nobody is logged in by an import.
"""

from collections.abc import Iterable, Mapping
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


@dataclass(slots=True)
class _News:
    """What is new of a chunk: its events, the calls they change with all their events, those there were before."""

    events: list[Event] = field(default_factory=list)
    calls: dict[str, list[CallEvent]] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """How many events were new, and for how long nobody else could write."""

    events: int = 0
    held_s: float = 0.0


def write(database: Database, events: Iterable[Event], names: imported_names.Called) -> Written:
    """Write what of these events is not there yet, and everything that follows from it."""
    once = {event.event_id: event for event in events}
    with database.read() as connection:
        news = _news(connection, once)
    if not news.events:
        return Written()
    records = [record for call in news.calls.values() if (record := fold(settled(call))) is not None]
    with database.write() as connection:
        only_writer_of_history(connection)
        begun = thread_time()
        imported_names.keep(connection, names)
        call_events.insert_new(connection, news.events)
        stale_agents.mark(connection, [event for event in news.events if isinstance(event, AgentStateChanged)])
        replace(connection, records, news.known)
    return Written(len(news.events), thread_time() - begun)


def _news(connection: Connection, once: Mapping[str, Event]) -> _News:
    calls: dict[str, list[CallEvent]] = {}
    changes: list[Event] = []
    for event in once.values():
        if isinstance(event, CallEvent):
            calls.setdefault(event.call_id, []).append(event)
        else:
            changes.append(event)
    known = call_events.unsettled(connection, sorted(call_events.known(connection, list(calls))))
    # A change told by a row of a call nobody knows is as new as the call.
    asked = [event.event_id for event in changes if (of := event.event_id[:CALL_ID]) not in calls or of in known]
    written = call_events.written(connection, asked)
    news = _News([event for event in changes if event.event_id not in written])
    for call_id, found in calls.items():
        before = known.get(call_id, [])
        there = {event.event_id for event in before}
        new = [event for event in found if event.event_id not in there] if before else found
        if new:
            news.events += new
            news.calls[call_id] = [*before, *new]
            news.known += [call_id] if before else []
    return news
