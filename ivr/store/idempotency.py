"""Answers already given to writes: who asks the same again under the same key gets the same answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from ivr.store.columns import Utc, metadata

KEPT = timedelta(hours=24)
LONGEST_KEY = 128

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("principal", String(64), primary_key=True),
    Column("key", String(LONGEST_KEY), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("status", Integer),
    Column("body", Text),
    Index(None, "at"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """A write as its sender named it: of whom, under which key (at most 128 characters), and what was asked."""

    principal: str
    key: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    status: int
    body: str


class KeyReused:
    """The key was used for another request."""


def claim(connection: Connection, request: Request, now: datetime) -> Answer | KeyReused | None:
    """The answer given before; None: do it and `keep` the answer, in this same transaction."""
    connection.execute(delete(idempotency_keys).where(idempotency_keys.c.at <= now - KEPT))
    if _claimed(connection, request, now):
        return None
    row = connection.execute(select(idempotency_keys).where(*_named(request))).one()
    return Answer(row.status, row.body) if row.request_hash == request.request_hash else KeyReused()


def keep(connection: Connection, request: Request, answer: Answer) -> None:
    """Remember what was answered."""
    wish = update(idempotency_keys).where(*_named(request))
    connection.execute(wish.values(status=answer.status, body=answer.body))


def _claimed(connection: Connection, request: Request, now: datetime) -> bool:
    values = {"principal": request.principal, "key": request.key, "request_hash": request.request_hash, "at": now}
    try:
        with connection.begin_nested():  # on PostgreSQL it waits here for whoever does the same just now
            connection.execute(insert(idempotency_keys).values(values))
    except IntegrityError:
        return False
    return True


def _named(request: Request) -> tuple[ColumnElement[bool], ...]:
    return idempotency_keys.c.principal == request.principal, idempotency_keys.c.key == request.key
