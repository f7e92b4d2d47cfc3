"""What an import tells of calls that are known already, and of agents alone: put together with what is there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ivr.calls.events import AgentStateChanged, CallEvent, Event
from ivr.reports.fold import fold
from ivr.reports.settled import settled
from ivr.store import call_events, stale_agents
from ivr.store.folding import replace
from ivr.store.imported_batch import Way, rows_of


@dataclass(frozen=True, slots=True)
class Late:
    """The new events of one call, with all there are of it; or changes of an agent's state alone."""

    new: list[Event]
    call: list[CallEvent]
    was_known: bool


def late(connection: Connection, events: Iterable[Event]) -> list[Late]:
    """What of these events is new, call by call."""
    calls: dict[str, list[Event]] = {}
    for event in {event.event_id: event for event in events}.values():
        calls.setdefault(event.call_id if isinstance(event, CallEvent) else event.event_id, []).append(event)
    known = call_events.unsettled(connection, sorted(calls))
    changes = [event.event_id for some in calls.values() for event in some if isinstance(event, AgentStateChanged)]
    return list(_new(calls, known, call_events.written(connection, changes)))


def write_late(connection: Connection, calls: Sequence[Late], way: Way) -> None:
    """Write what is new of these calls in the place of what was made of them before."""
    call_events.insert_told(connection, [row for one in calls for row in rows_of(one.new, way)])
    stale_agents.mark(connection, [event for one in calls for event in one.new if isinstance(event, AgentStateChanged)])
    records = [record for one in calls if (record := fold(settled(one.call))) is not None]
    replace(connection, records, [one.call[0].call_id for one in calls if one.was_known])


def _new(
    calls: Mapping[str, Sequence[Event]], known: Mapping[str, list[CallEvent]], written: set[str]
) -> Iterator[Late]:
    for call_id, events in calls.items():
        before = known.get(call_id, [])
        there = written.union(event.event_id for event in before)
        new = [event for event in events if event.event_id not in there]
        told = [event for event in new if isinstance(event, CallEvent)]
        if new:
            yield Late(new, [*before, *told] if told else [], bool(before and told))
