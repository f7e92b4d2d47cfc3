"""The audit: every change, who made it and when; it only grows, and each row is chained to the one before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    insert,
    or_,
    select,
    true,
    update,
)

from ivr.store.audit_text import canonical, cleaned, redacted
from ivr.store.columns import Utc, metadata

BEGINNING = "0" * 64  # what the first row is chained to

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("reason", Text),
    Column("hash", String(64), nullable=False),
    Index(None, "at"),
    Index(None, "kind", "subject"),
)
# One row: where the chain ends. Who appends locks it; what was cut off the end of the audit is missed by it.
audit_end = Table(
    "audit_end",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: of what (kind and id), by whom, and what it was before and after."""

    at: datetime
    who: str
    verb: str
    kind: str
    id: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry and its place in the audit."""

    seq: int
    entry: AuditEntry


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """What is looked for; texts are found anywhere, however they are capitalised."""

    who: str = ""
    kind: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditEnd:
    """Where the chain ends: who writes this down elsewhere can prove later that nothing before it was altered."""

    seq: int
    hash: str


def append(connection: Connection, entry: AuditEntry) -> int:
    """Write an entry in the transaction of the change itself; its sequence number."""
    last = end(connection, lock=True)
    row = {
        "seq": last.seq + 1,
        "at": entry.at,
        "who": cleaned(entry.who),
        "verb": entry.verb,
        "kind": entry.kind,
        "subject": cleaned(entry.id),
        "before": None if entry.before is None else canonical(redacted(entry.before)),
        "after": None if entry.after is None else canonical(redacted(entry.after)),
        "reason": None if entry.reason is None else cleaned(entry.reason),
    }
    row["hash"] = _chained(last.hash, row)
    connection.execute(insert(audit).values(row))
    connection.execute(update(audit_end).values(seq=row["seq"], hash=row["hash"]))
    return last.seq + 1


def end(connection: Connection, *, lock: bool = False) -> AuditEnd:
    """Where the chain ends."""
    wish = select(audit_end.c.seq, audit_end.c.hash)
    row = connection.execute(wish.with_for_update() if lock else wish).one()
    return AuditEnd(row.seq, row.hash)


def verify(connection: Connection) -> int | None:
    """The first sequence number that is not as it was written, or missing; None when all is whole."""
    # One statement and so one snapshot: what is written meanwhile is seen with its end, or not at all.
    joined = audit_end.outerjoin(audit, true())
    wish = select(audit, audit_end.c.seq.label("end_seq"), audit_end.c.hash.label("end_hash")).select_from(joined)
    previous, expected, last = BEGINNING, 1, None
    with connection.execute(wish.order_by(audit.c.seq).execution_options(yield_per=1000)) as rows:
        for row in rows.mappings():
            last = AuditEnd(row["end_seq"], row["end_hash"])
            if row["seq"] is None:
                break
            if row["seq"] != expected or row["hash"] != _chained(previous, row):
                return expected
            previous, expected = row["hash"], expected + 1
    return None if last == AuditEnd(expected - 1, previous) else expected


def search(
    connection: Connection, wanted: AuditSearch, limit: int = 50, before_seq: int | None = None
) -> list[AuditRow]:
    """The newest entries that match, older than the one numbered `before_seq` when that is given."""
    wish = select(audit).where(*_matching(wanted)).order_by(audit.c.seq.desc()).limit(limit)
    if before_seq is not None:
        wish = wish.where(audit.c.seq < before_seq)
    return [_row(row) for row in connection.execute(wish)]


def _matching(wanted: AuditSearch) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.who:
        conditions.append(audit.c.who.icontains(cleaned(wanted.who), autoescape=True))
    if wanted.kind:
        conditions.append(audit.c.kind == cleaned(wanted.kind))
    if wanted.since is not None:
        conditions.append(audit.c.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(audit.c.at < wanted.until)
    if text := cleaned(wanted.text):
        places = (audit.c.subject, audit.c.verb, audit.c.before, audit.c.after, audit.c.reason)
        conditions.append(or_(*(place.icontains(text, autoescape=True) for place in places)))
    return conditions


def _chained(previous: str, row: Mapping[Any, Any]) -> str:
    names = ("seq", "at", "who", "verb", "kind", "subject", "before", "after", "reason")
    return hashlib.sha256((previous + canonical({name: row[name] for name in names})).encode()).hexdigest()


def _row(row: Row[Any]) -> AuditRow:
    before, after = (None if text is None else json.loads(text) for text in (row.before, row.after))
    entry = AuditEntry(row.at, row.who, row.verb, row.kind, row.subject, before, after, row.reason)
    return AuditRow(row.seq, entry)
