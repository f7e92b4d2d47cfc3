"""Taking an import back: what it told, all that was made of that, and the queues and agents nobody else names.

Done in short transactions, each of which can be done again: an undo that was broken off is simply begun once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select

from ivr.store import call_events, call_numbers, imported_names, imports, stale_agents, stale_spans, witness_positions
from ivr.store.audit import AuditEntry, append
from ivr.store.database import Database, only_writer_of_history
from ivr.store.folding import records, refresh, replace
from ivr.store.visits import calls

CALLS_AT_ONCE, CHANGES_AT_ONCE = 20, 500  # keep the write lock well under 50 ms
TOLD = call_events.call_events.c
POSITIONS = "import:"  # how far files are read, by these names and what follows


@dataclass(slots=True)
class Undone:
    """What was taken back: calls it had told something of, and changes of agents' states."""

    calls: int = 0
    changes: int = 0


def undo(database: Database, import_id: int, who: str, now: datetime) -> Undone:
    """Take an import back; what others told of the same calls stays, and files are read from their beginning then."""
    done, mine = Undone(), TOLD.import_id == import_id
    while some := _calls(database, mine):
        done.calls += some
    while some := _changes(database, mine):
        done.changes += some
    refresh(database)
    with database.write() as connection:
        imported_names.forget_unused(connection)
        witness_positions.forget(connection, POSITIONS)
        imports.undone(connection, import_id, now)
        told = {"calls": done.calls, "changes": done.changes}
        append(connection, AuditEntry(now, who, "undo import", "import", str(import_id), None, told))
    return done


def _calls(database: Database, mine: ColumnElement[bool]) -> int:
    with database.write() as connection:
        only_writer_of_history(connection)
        wish = select(TOLD.call_id).where(mine, TOLD.call_id.is_not(None)).distinct().limit(CALLS_AT_ONCE)
        call_ids = [str(call_id) for call_id in connection.execute(wish).scalars()]
        if call_ids:
            numbers = set(connection.execute(select(calls.c.number).where(calls.c.call_id.in_(call_ids))).scalars())
            connection.execute(delete(call_events.call_events).where(mine, TOLD.call_id.in_(call_ids)))
            replace(connection, list(records(connection, call_ids).values()), call_ids)
            _forget_numbers(connection, [number for number in numbers if number])
    return len(call_ids)


def _forget_numbers(connection: Connection, numbers: Sequence[str]) -> None:
    left = set(connection.execute(select(calls.c.number).where(calls.c.number.in_(numbers)).distinct()).scalars())
    call_numbers.forget(connection, [number for number in numbers if number not in left])


def _changes(database: Database, mine: ColumnElement[bool]) -> int:
    with database.write() as connection:
        only_writer_of_history(connection)
        wish = select(TOLD.event_id, TOLD.agent, TOLD.at).where(mine, TOLD.call_id.is_(None)).limit(CHANGES_AT_ONCE)
        rows = connection.execute(wish).all()
        if rows:
            connection.execute(delete(call_events.call_events).where(TOLD.event_id.in_([row.event_id for row in rows])))
            stale_agents.keep(connection, stale_spans.around((row.agent, row.at) for row in rows))
    return len(rows)
