"""The history: events appended once and never changed; everything else is a fold over them (docs/architecture.md)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    exists,
    func,
    literal,
    select,
    text,
)

from ivr.calls.events import AgentStateChanged, AsteriskFound, AsteriskLost, CallEnded, CallEvent, CallStarted, Event
from ivr.calls.ids import is_imported
from ivr.calls.waiting_events import MessageLeft
from ivr.reports.settled import settled
from ivr.store import agent_states, messages, stale_agents, stale_calls
from ivr.store.bulk import insert_rows, select_in
from ivr.store.columns import Utc, metadata
from ivr.store.database import only_writer_of_history
from ivr.store.event_rows import COLUMNS, TOLD, in_body, row_of
from ivr.store.moments import moment_in

READ_AT_ONCE = 500  # call ids in one statement


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


call_events = Table(
    "call_events",
    metadata,
    Column("event_id", String(64), primary_key=True),
    Column("at", Utc, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("call_id", String(36)),
    Column("agent", String(64)),  # of an agent's change of state only
    Column("witness", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("import_id", Integer),  # of the import that told it
    Index(None, "call_id", "at", **_where("call_id IS NOT NULL")),
    Index(None, "kind", "at"),
    Index(None, "agent", "at", **_where("agent IS NOT NULL")),
    Index("ix_call_events_import", "import_id", **_where("import_id IS NOT NULL")),
)


def append(connection: Connection, events: Iterable[Event]) -> int:
    """Write events that are not yet there (by their id) and mark their calls for folding: how many were new."""
    once = {event.event_id: event for event in events}
    if not once:
        return 0
    only_writer_of_history(connection)
    there = written(connection, list(once))
    new = [event for event in once.values() if event.event_id not in there]
    if new:
        at = moment_in(connection.dialect.name)
        insert_rows(connection, call_events, COLUMNS, [row_of(event, at) for event in new])
        _mark(connection, new)
    return len(new)


def insert_told(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows an import made, of what is not there yet; what follows from them is not looked after."""
    insert_rows(connection, call_events, (*COLUMNS, "import_id"), rows)


def of_call(connection: Connection, call_id: str) -> list[CallEvent]:
    """The events of one call in the order they happened."""
    return of_calls(connection, [call_id]).get(call_id, [])


def of_calls(connection: Connection, call_ids: Sequence[str]) -> dict[str, list[CallEvent]]:
    """The events of several calls, each call's in the order they happened; of an imported call as they are settled."""
    found = unsettled(connection, call_ids)
    return {call_id: settled(events) if is_imported(call_id) else events for call_id, events in found.items()}


def unsettled(connection: Connection, call_ids: Sequence[str]) -> dict[str, list[CallEvent]]:
    """The events of several calls as they were written."""
    found: dict[str, list[CallEvent]] = {}
    for _, events in rows_of_calls(connection, call_ids):
        found.setdefault(events[0].call_id, []).extend(events)
    return found


def rows_of_calls(connection: Connection, call_ids: Sequence[str]) -> Iterator[tuple[str, list[CallEvent]]]:
    """The rows of several calls in order, each with its key and the events in it."""
    table = call_events.c
    for start in range(0, len(call_ids), READ_AT_ONCE):
        mine = table.call_id.in_(call_ids[start : start + READ_AT_ONCE])
        ordered = select(table.event_id, table.body).where(mine).order_by(table.at, table.event_id)
        for event_id, body in connection.execute(ordered).all():
            yield event_id, [event for event in in_body(body) if isinstance(event, CallEvent)]


def bodies(connection: Connection, call_ids: Sequence[str]) -> dict[str, set[str]]:
    """The bodies of the rows of several calls."""
    found: dict[str, set[str]] = {}
    table = call_events.c
    for start in range(0, len(call_ids), READ_AT_ONCE):
        mine = table.call_id.in_(call_ids[start : start + READ_AT_ONCE])
        for call_id, body in connection.execute(select(table.call_id, table.body).where(mine)).all():
            found.setdefault(call_id, set()).add(body)
    return found


def agent_changes(connection: Connection, agents: Iterable[str], since: datetime) -> list[AgentStateChanged]:
    """The changes of state of these agents since a moment, in order."""
    wish = select(call_events.c.body).where(call_events.c.agent.in_(list(agents)), call_events.c.at >= since)
    return [event for event in _events(connection, wish) if isinstance(event, AgentStateChanged)]


def agent_changes_between(
    connection: Connection, agent: str, since: datetime, until: datetime | None, limit: int
) -> list[AgentStateChanged]:
    """The first changes of state of an agent from a moment to another (None: to the last one), both included."""
    wish = select(call_events.c.body).where(call_events.c.agent == agent, call_events.c.at >= since)
    bounded = wish if until is None else wish.where(call_events.c.at <= until)
    return [event for event in _events(connection, bounded.limit(limit)) if isinstance(event, AgentStateChanged)]


def started_between(connection: Connection, since: datetime, until: datetime, limit: int) -> list[str]:
    """Ids of the calls that came in or were attempted in the range, the latest first."""
    kinds = ("CallStarted", "AttemptStarted", "CallbackDialled", TOLD)
    wish = select(call_events.c.call_id).where(
        call_events.c.kind.in_(kinds), call_events.c.at >= since, call_events.c.at < until
    )
    ids = connection.execute(wish.order_by(call_events.c.at.desc()).limit(2 * limit)).scalars()
    return [call_id for call_id in dict.fromkeys(ids) if call_id][:limit]


def starts_between(connection: Connection, since: datetime, until: datetime) -> list[Event]:
    """The beginnings of calls from `since` to just before `until`, in order."""
    column = call_events.c.at
    kind = call_events.c.kind == CallStarted.__name__
    return _events(connection, select(call_events.c.body).where(kind, column >= since, column < until))


def asterisk_seen(connection: Connection, since: datetime, until: datetime) -> list[Event]:
    """When Asterisk was lost and found from `since` to just before `until`, and the last time before, in order."""
    at, kind = call_events.c.at, call_events.c.kind.in_((AsteriskLost.__name__, AsteriskFound.__name__))
    earlier = select(func.max(at)).where(kind, at < since).scalar_subquery()
    return _events(
        connection,
        select(call_events.c.body).where(kind, at >= func.coalesce(earlier, literal(since, Utc)), at < until),
    )


def unfinished(connection: Connection, since: datetime) -> list[str]:
    """Ids of the calls that started since a moment and have no end in the history."""
    ended = call_events.alias()
    has_end = exists().where(ended.c.call_id == call_events.c.call_id, ended.c.kind == CallEnded.__name__)
    wish = select(call_events.c.call_id).where(
        call_events.c.kind == CallStarted.__name__, call_events.c.at >= since, ~has_end
    )
    return [str(call_id) for call_id in connection.execute(wish.distinct()).scalars()]


def known(connection: Connection, call_ids: Sequence[str]) -> set[str]:
    """Those of the call ids that have any event in the history."""
    wish = "SELECT DISTINCT call_id FROM call_events WHERE call_id IN ({})"
    parts = (call_ids[start : start + READ_AT_ONCE] for start in range(0, len(call_ids), READ_AT_ONCE))
    return {str(row[0]) for part in parts for row in select_in(connection, wish, part)}


def written(connection: Connection, event_ids: Sequence[str]) -> set[str]:
    """Those of the event ids that are in the history."""
    column = call_events.c.event_id
    parts = (event_ids[start : start + READ_AT_ONCE] for start in range(0, len(event_ids), READ_AT_ONCE))
    return {found for part in parts for found in connection.execute(select(column).where(column.in_(part))).scalars()}


def _mark(connection: Connection, new: Sequence[Event]) -> None:
    stale_calls.mark(connection, {event.call_id for event in new if isinstance(event, CallEvent)})
    left = [event for event in new if isinstance(event, MessageLeft)]
    if left:
        roads = of_calls(connection, [event.call_id for event in left])
        messages.keep(connection, [messages.message_of(event, roads[event.call_id]) for event in left])
    changes = [event for event in new if isinstance(event, AgentStateChanged)]
    if changes:
        agent_states.remember(connection, changes)
        stale_agents.mark(connection, changes)
        earliest = min(change.at for change in changes)
        stale_calls.mark_wrapping(connection, {change.agent for change in changes}, earliest)


def _events(connection: Connection, wish: Select[str]) -> list[Event]:
    ordered = wish.order_by(call_events.c.at, call_events.c.event_id)
    found = [in_body(body) for body in connection.execute(ordered).scalars()]
    told = [event for events in found for event in events]
    return told if len(told) == len(found) else sorted(told, key=lambda event: (event.at, event.event_id))
