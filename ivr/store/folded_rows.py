"""Rows of the folded tables, put in the place of older ones."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert

from ivr.reports.call_record import CallRecord
from ivr.store import call_numbers, promises, refusals
from ivr.store.bulk import insert_rows
from ivr.store.record_rows import OF_CALL, OF_LEG, OF_OTHERS, OF_VISIT, Rows, rows_of
from ivr.store.visits import calls, legs, visits

AGENT = OF_LEG.index("agent")
FOLDED = (calls, legs, visits, promises.promises, refusals.refusals)


def replace(connection: Connection, records: Sequence[CallRecord], known: Sequence[str] | None = None) -> None:
    """Put the rows of these calls in the place of older ones; `known`: the calls that have any, None: perhaps all."""
    forget(connection, [record.call_id for record in records] if known is None else known)
    rows = rows_of(records, connection.dialect.name)
    insert_new(connection, rows)
    call_numbers.remember(connection, rows.numbers)


def insert_new(connection: Connection, rows: Rows) -> None:
    """Insert the rows of calls that have none; numbers are not looked after."""
    insert_rows(connection, calls, (*OF_CALL, *OF_OTHERS), rows.calls)
    # Legs of no agent have fewer columns: what is empty in all rows need not be written.
    of_agents, of_others = [row for row in rows.legs if row[AGENT]], [row for row in rows.legs if not row[AGENT]]
    insert_rows(connection, legs, (*OF_LEG, "call_id"), of_agents)
    insert_rows(connection, legs, (*OF_LEG, "call_id"), of_others)
    insert_rows(connection, visits, (*OF_VISIT, "disposition"), rows.visits)
    for table, some in ((promises.promises, rows.promises), (refusals.refusals, rows.refusals)):
        if some:
            connection.execute(insert(table), some)


def forget(connection: Connection, call_ids: Sequence[str]) -> None:
    """Delete the rows of these calls."""
    for table in FOLDED if call_ids else ():
        connection.execute(delete(table).where(table.c.call_id.in_(list(call_ids))))
