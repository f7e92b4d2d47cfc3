"""What the witnesses said of the calls, kept as it was read: the history is held against it (docs/metrics.md)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, RowMapping, Select, String, Table, delete, func, insert, or_, select

from ivr.reports.statement import Kind, Statement, Witness
from ivr.store.columns import Utc, metadata

AT_ONCE = 500  # ids in one statement

witness_statements = Table(
    "witness_statements",
    metadata,
    Column("statement_id", String(160), primary_key=True),
    Column("witness", String(16), nullable=False),
    Column("reference", String(64), nullable=False),
    Column("call_id", String(36)),
    Column("kind", String(16), nullable=False),
    Column("at", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    Column("agent", String(64)),
    Column("subject", String(96), nullable=False),
    Index(None, "at"),
    Index(None, "call_id"),
    Index(None, "reference"),
)


def keep(connection: Connection, said: Mapping[str, Statement]) -> None:
    """Write down what was said, each under its own id; what is there under the same id is replaced."""
    ids = list(said)
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        connection.execute(delete(witness_statements).where(witness_statements.c.statement_id.in_(part)))
        connection.execute(insert(witness_statements), [_row(one, said[one]) for one in part])


def first_said_at(connection: Connection) -> datetime | None:
    """The earliest moment that was spoken of."""
    found: datetime | None = connection.execute(select(func.min(witness_statements.c.at))).scalar()
    return found


def forget(connection: Connection, before: datetime, most: int) -> int:
    """Delete so many of what was said of moments before this one: how many there were."""
    table = witness_statements.c
    old = select(table.statement_id).where(table.at < before).order_by(table.at).limit(most)
    return connection.execute(delete(witness_statements).where(table.statement_id.in_(old))).rowcount


def between(connection: Connection, since: datetime, until: datetime) -> list[Statement]:
    """What was said of moments from `since` to just before `until`."""
    column = witness_statements.c.at
    return _listed(connection, select(witness_statements).where(column >= since, column < until))


def of_calls(connection: Connection, call_ids: Sequence[str], references: Sequence[str]) -> list[Statement]:
    """What was said of these calls, by our ids or by Asterisk's, whenever that was."""
    table, found = witness_statements, dict[str, Statement]()
    for start in range(0, max(len(call_ids), len(references)), AT_ONCE):
        ids, linked = call_ids[start : start + AT_ONCE], references[start : start + AT_ONCE]
        wish = select(table).where(or_(table.c.call_id.in_(list(ids)), table.c.reference.in_(list(linked))))
        found |= {row["statement_id"]: _as_statement(row) for row in connection.execute(wish).mappings()}
    return list(found.values())


def _listed(connection: Connection, wish: Select[Any]) -> list[Statement]:
    ordered = wish.order_by(witness_statements.c.at, witness_statements.c.statement_id)
    return [_as_statement(row) for row in connection.execute(ordered).mappings()]


def _row(identifier: str, said: Statement) -> dict[str, Any]:
    return {
        "statement_id": identifier,
        "witness": said.witness.value,
        "reference": said.reference,
        "call_id": said.call_id,
        "kind": said.kind.value,
        "at": said.at,
        "until": said.until,
        "agent": said.agent,
        "subject": said.subject,
    }


def _as_statement(row: RowMapping) -> Statement:
    return Statement(
        witness=Witness(row["witness"]),
        reference=row["reference"],
        call_id=row["call_id"],
        kind=Kind(row["kind"]),
        at=row["at"],
        until=row["until"],
        agent=row["agent"],
        subject=row["subject"],
    )
