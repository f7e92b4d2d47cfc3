"""Rows of the folded tables: made of records, and put in the place of older ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import CallRecord, Leg, Visit
from ivr.store import call_numbers, promises, refusals
from ivr.store.bulk import insert_rows
from ivr.store.row_code import row_maker
from ivr.store.visits import OF_VISIT, calls, legs, visits

OF_OTHERS = ("reminder_id", "number")  # of a call: made from several of its fields
OF_CALL = tuple(name for name in calls.c.keys() if name not in OF_OTHERS)  # noqa: SIM118 — columns
OF_LEG = tuple(name for name in legs.c.keys() if name != "call_id")  # noqa: SIM118
AGENT = OF_LEG.index("agent")
FOLDED = (calls, legs, visits, promises.promises, refusals.refusals)


@dataclass(slots=True)
class Rows:
    """Rows of the folded tables, and the numbers of those outside; they can be made where there is no database."""

    calls: list[tuple[Any, ...]] = field(default_factory=list)
    legs: list[tuple[Any, ...]] = field(default_factory=list)
    visits: list[tuple[Any, ...]] = field(default_factory=list)
    promises: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)


def replace(connection: Connection, records: Sequence[CallRecord], known: Sequence[str] | None = None) -> None:
    """Put the rows of these calls in the place of older ones; `known`: the calls that have any, None: perhaps all."""
    forget(connection, [record.call_id for record in records] if known is None else known)
    rows = rows_of(records, connection.dialect.name)
    insert_new(connection, rows)
    call_numbers.remember(connection, rows.numbers)


def rows_of(records: Sequence[CallRecord], dialect: str) -> Rows:
    """The rows of these calls, as the database of this name keeps them."""
    of_call, of_leg = row_maker(CallRecord, OF_CALL, dialect), row_maker(Leg, OF_LEG, dialect)
    of_visit = row_maker(Visit, OF_VISIT, dialect)
    numbers = [call_numbers.outside_number(record) for record in records]
    return Rows(
        calls=[
            (*of_call(record), record.attempt.reminder_id if record.attempt else None, number)
            for record, number in zip(records, numbers, strict=True)
        ],
        legs=[(*of_leg(leg), record.call_id) for record in records for leg in record.legs],
        visits=[(*of_visit(visit), _word(one.disposition)) for one in records for visit in one.visits],
        promises=[row for record in records if record.told for row in promises.rows_of(record)],
        refusals=[row for record in records if record.refusals for row in refusals.rows_of(record)],
        numbers={number for number in numbers if number},
    )


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


def _word(disposition: Disposition | None) -> str | None:
    return None if disposition is None else disposition.value
