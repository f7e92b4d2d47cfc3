"""Keeping the folded tables in step with the history: call by call, in short transactions."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from sqlalchemy import Connection, delete, func, select

from ivr.calls.events import AgentConnected, CallEvent
from ivr.reports.call_record import CallRecord, LegKind
from ivr.reports.fold import fold
from ivr.store import (
    agent_legs,
    agent_rollups,
    agent_spans,
    call_events,
    folded_rows,
    menu_stays,
    refusals,
    rollups,
    stale_agents,
    stale_calls,
    stale_spans,
    visits,
)
from ivr.store.database import Database, only_writer_of_history

T = TypeVar("T")
AGENT = LegKind.AGENT
VISIT, LEG = attrgetter("visit_id"), attrgetter("leg_id")
CALLS_AT_ONCE = 20  # keeps the write lock well under 50 ms


def refresh(database: Database) -> int:
    """Fold every call and every agent's time that has news since it was last folded: how many calls there were."""
    folded = 0
    while True:
        with database.write() as connection:
            only_writer_of_history(connection)
            call_ids = stale_calls.take(connection, CALLS_AT_ONCE)
            replace(connection, list(records(connection, call_ids).values()))
            more = agent_spans.fold_some(connection)
        folded += len(call_ids)
        if len(call_ids) < CALLS_AT_ONCE and not more:
            return folded


def rebuild(database: Database, progress: Callable[[int, int], object] | None = None) -> int:
    """Throw the folded tables away and make them again from the history: how many calls; told calls done and there."""
    with database.write() as connection:
        only_writer_of_history(connection)
        calls = _count(connection)
        for table in folded_rows.FOLDED:
            connection.execute(delete(table))
        rollups.clear(connection)
        agent_rollups.clear(connection)
        agent_spans.clear(connection)
        menu_stays.clear(connection)
    last, done = "", 0
    while call_ids := _page(database, last):
        last = call_ids[-1]
        for start in range(0, len(call_ids), CALLS_AT_ONCE):
            part = call_ids[start : start + CALLS_AT_ONCE]
            with database.write() as connection:
                only_writer_of_history(connection)
                replace(connection, list(records(connection, part).values()))
            done += len(part)
        if progress is not None:
            progress(done, calls)
    refresh(database)  # agents' times, and what came meanwhile
    return done


def folded_counts(connection: Connection) -> dict[str, int]:
    """What is in the folded tables: rows of each, and what the visits and their counts add up to."""
    rows = {table.name: select(func.count()).select_from(table) for table in folded_rows.FOLDED}
    offered = {
        f"rollups.{name}": select(func.sum(rollups.rollups.c[name])) for name in ("offered", "answered", "talk_us")
    }
    return {name: int(connection.execute(wish).scalar() or 0) for name, wish in (rows | offered).items()}


def replace(connection: Connection, folded: Sequence[CallRecord], known: Sequence[str] | None = None) -> None:
    """Put the rows of these calls in the place of older ones, and keep what is counted from them in step.

    `known`: those of the calls that have rows; None: perhaps all of them.
    """
    call_ids = [record.call_id for record in folded] if known is None else known
    stayed, rung = visits.of_calls(connection, call_ids), agent_legs.of_calls(connection, call_ids)
    refused = Counter(refusals.of_calls(connection, call_ids))
    folded_rows.replace(connection, folded, known)
    gone, new = _differing(stayed, [visit for record in folded for visit in record.visits], VISIT)
    silent, ringing = _differing(rung, [leg for record in folded for leg in record.legs if leg.kind is AGENT], LEG)
    refusing = Counter(refusal for record in folded for refusal in record.refusals)
    stale_agents.keep(connection, stale_spans.of_legs([*silent, *ringing]))
    agent_rollups.follow(connection, [*gone, *silent], [*new, *ringing])
    menu_stays.replace(connection, menu_stays.of_calls(connection, call_ids), menu_stays.rows_of(folded))
    rollups.follow(connection, [*gone, *(refused - refusing).elements()], [*new, *(refusing - refused).elements()])


def _differing(before: Sequence[T], after: Sequence[T], name: Callable[[T], str]) -> tuple[list[T], list[T]]:
    """What is no longer as it was, and what is new or otherwise now."""
    was, now = ({name(one): one for one in some} for some in (before, after))
    return [one for one in before if now.get(name(one)) != one], [one for one in after if was.get(name(one)) != one]


def records(connection: Connection, call_ids: Sequence[str]) -> dict[str, CallRecord]:
    """The records of these calls, folded from the history as it is now, in the order asked for."""
    events = call_events.of_calls(connection, list(call_ids))
    agents, since = _talks(event for found in events.values() for event in found)
    changes = call_events.agent_changes(connection, agents, since) if since else []
    folded = {call_id: fold(events.get(call_id, ()), changes) for call_id in call_ids}
    return {call_id: record for call_id, record in folded.items() if record is not None}


def _talks(events: Iterable[CallEvent]) -> tuple[set[str], datetime | None]:
    connected = [event for event in events if isinstance(event, AgentConnected)]
    return {event.agent for event in connected}, min((event.at for event in connected), default=None)


def _count(connection: Connection) -> int:
    column = call_events.call_events.c.call_id
    return connection.execute(select(func.count(column.distinct())).where(column.is_not(None))).scalar() or 0


def _page(database: Database, after: str) -> list[str]:
    column = call_events.call_events.c.call_id
    with database.read() as connection:
        wish = select(column).where(column > after).distinct().order_by(column).limit(1000)
        return [str(call_id) for call_id in connection.execute(wish).scalars()]
