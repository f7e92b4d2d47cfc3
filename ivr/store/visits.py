"""Calls, legs and visits as tables: folds over the history, to be deleted and rebuilt at will."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    func,
    select,
    text,
)

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit
from ivr.store.columns import Utc, as_kept, metadata
from ivr.store.moments import moment_of
from ivr.store.record_rows import OF_VISIT

# As the indexes have it, so that a query may use them.
BY_OTHERS = "witness <> 'engine'"
OWN = "substr(call_id, 15, 1) <> '8'"  # no imported one, as `calls/ids.is_imported` knows them
RUNG = "agent IS NOT NULL"
OF_SUPERVISORS = "kind = 'supervisor'"
TOLD_TALK = "substr(call_id, 15, 1) = '8' AND kind = 'agent' AND answered_at IS NOT NULL"  # of an imported call

calls = Table(
    "calls",
    metadata,
    Column("call_id", String(36), primary_key=True),
    Column("started_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("direction", String(16)),
    Column("entry", Text),
    Column("caller_id", Text),
    Column("dialled", Text),
    Column("language", String(16)),
    Column("disposition", String(16)),
    Column("hung_up_by", String(16)),
    Column("reminder_id", String(36)),
    Column("fallback", Boolean, nullable=False),
    Column("witness", String(16), nullable=False),
    Column("number", String(32)),  # of the person outside, digits only
    Index(None, "started_at"),
    Index(None, "number", "call_id"),
    Index(None, "disposition", "call_id"),
)

legs = Table(
    "legs",
    metadata,
    Column("leg_id", String(64), primary_key=True),
    Column("call_id", String(36), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("rang_at", Utc),
    Column("answered_at", Utc),
    Column("ended_at", Utc),
    Column("agent", String(64)),
    Column("visit_id", String(64)),
    Column("number", Text),
    Column("cause", String(32)),
    Column("hung_up_by", String(16)),
    Column("witness", String(16), nullable=False),
    Column("account", Text),  # of a supervisor's leg: who listened
    Index(None, "call_id"),
    Index("ix_legs_agent_rang_at", "agent", "rang_at", sqlite_where=text(RUNG), postgresql_where=text(RUNG)),
    Index(
        "ix_legs_of_supervisors",
        "rang_at",
        sqlite_where=text(OF_SUPERVISORS),
        postgresql_where=text(OF_SUPERVISORS),
    ),
    Index("ix_legs_of_others", "rang_at", sqlite_where=text(BY_OTHERS), postgresql_where=text(BY_OTHERS)),
    Index("ix_legs_talked", "agent", "answered_at", sqlite_where=text(TOLD_TALK), postgresql_where=text(TOLD_TALK)),
)

visits = Table(
    "visits",
    metadata,
    Column("visit_id", String(64), primary_key=True),
    Column("call_id", String(36), nullable=False),
    Column("queue", String(64), nullable=False),
    Column("skill", String(64)),
    Column("joined_at", Utc, nullable=False),
    Column("connected_at", Utc),
    Column("left_at", Utc),
    Column("talk_ended_at", Utc),
    Column("wrap_ended_at", Utc),
    Column("outcome", String(16)),
    Column("agent", String(64)),
    Column("fallback", Boolean, nullable=False),
    Column("witness", String(16), nullable=False),
    Column("disposition", String(16)),  # of the call, so that one index finds both
    Column("callback_id", String(36)),
    Column("offers", Integer, nullable=False),
    Column("not_taken", Integer, nullable=False),
    Column("transferred", Boolean, nullable=False),
    Column("attended", Boolean, nullable=False),
    Index(None, "joined_at"),
    Index(None, "call_id"),
    Index("ix_visits_talked", "agent", "talk_ended_at", sqlite_where=text(OWN), postgresql_where=text(OWN)),
    Index(None, "queue", "call_id"),
    Index(None, "queue", "disposition", "call_id"),
    Index(None, "agent", "call_id", "queue", "disposition"),  # the last two so that a search reads the index only
    Index(
        "ix_visits_open", "joined_at", sqlite_where=text("outcome IS NULL"), postgresql_where=text("outcome IS NULL")
    ),
)

AT_ONCE = 1000
MOMENTS = tuple(name for name in OF_VISIT if isinstance(visits.c[name].type, Utc))
AS_KEPT = tuple(as_kept(visits.c[name]) if name in MOMENTS else visits.c[name] for name in OF_VISIT)
OUTCOMES: Mapping[str | None, VisitOutcome | None] = {None: None} | {one.value: one for one in VisitOutcome}


def joined_between(
    connection: Connection, since: datetime, until: datetime, queues: Sequence[str] | None = None
) -> list[Visit]:
    """The folded visits that joined a queue (one of `queues`) from `since` to just before `until`."""
    wish = select(*AS_KEPT).where(visits.c.joined_at >= since, visits.c.joined_at < until)
    return _listed(connection, wish, queues)


def still_waiting(
    connection: Connection, since: datetime, until: datetime, queues: Sequence[str] | None = None
) -> list[Visit]:
    """Those of `joined_between` that have not left their queue; who is called back waited elsewhere."""
    mine = (visits.c.outcome.is_(None), visits.c.callback_id.is_(None))
    wish = select(*AS_KEPT).where(*mine, visits.c.joined_at >= since, visits.c.joined_at < until)
    return _listed(connection, wish, queues)


def each_between(
    connection: Connection, since: datetime, until: datetime, of: Mapping[str, Sequence[str]]
) -> Iterator[Visit]:
    """The same one by one, however many, in order; `of`: the queues, the agents, or both."""
    wish = select(*AS_KEPT).where(visits.c.joined_at >= since, visits.c.joined_at < until)
    for name, values in of.items():
        wish = wish.where(looked_at(visits.c[name]).in_(values))
    ordered = wish.order_by(visits.c.joined_at, visits.c.visit_id)
    with connection.execution_options(yield_per=AT_ONCE).execute(ordered) as rows:
        for row in rows:
            yield _as_visit(row)


def of_calls(connection: Connection, call_ids: Sequence[str]) -> list[Visit]:
    """The folded visits of these calls, in order."""
    return _listed(connection, select(*AS_KEPT).where(visits.c.call_id.in_(list(call_ids))), None)


def looked_at(column: Column[Any]) -> ColumnElement[Any]:
    """The column, kept from being searched by: without statistics SQLite may take the worse one of two indexes."""
    return func.coalesce(column, column)


def _listed(connection: Connection, wish: Select[Any], queues: Sequence[str] | None) -> list[Visit]:
    chosen = wish if queues is None else wish.where(looked_at(visits.c.queue).in_(list(queues)))
    ordered = chosen.order_by(visits.c.joined_at, visits.c.visit_id)
    return [_as_visit(row) for row in connection.execute(ordered)]


def _as_visit(row: Sequence[Any]) -> Visit:
    visit = Visit(*row)
    for name in MOMENTS:
        kept: Any = getattr(visit, name)
        if kept is not None:
            setattr(visit, name, moment_of(kept))
    visit.outcome = OUTCOMES[visit.outcome]
    return visit
