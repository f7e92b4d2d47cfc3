"""Callbacks and their attempts: an attempt is written before Asterisk is asked, so that no telephone rings twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)

from ivr.calls.disposition import Disposition
from ivr.errors import IllegalTransition
from ivr.outbound.callback import OPEN, CallbackEvent, CallbackState, following
from ivr.store.columns import Utc, metadata

callbacks = Table(
    "callbacks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", String(32), nullable=False),
    Column("language", String(16), nullable=False),
    Column("queue", String(64), nullable=False),
    Column("skill", String(64), nullable=False),
    Column("min_level", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("entered_at", Utc, nullable=False),
    Column("requested_at", Utc, nullable=False),
    Column("not_before", Utc),
    Column("expires_at", Utc, nullable=False),
    Column("call_id", String(36), nullable=False),
    Column("origin_call_id", String(36)),
    Column("asked_by", Text),
    Column("state", String(16), nullable=False),
    Column("next_attempt_at", Utc),
    Column("connected_at", Utc),
    Column("closed_at", Utc),
    Column("reason", Text),
    Index(None, "state", "requested_at"),
    Index(None, "number", "state"),
    Index(None, "requested_at"),
)

callback_attempts = Table(
    "callback_attempts",
    metadata,
    Column("call_id", String(36), primary_key=True),
    Column("callback_id", String(36), ForeignKey("callbacks.id"), nullable=False),
    Column("number", Integer, nullable=False),  # 1 is the first try
    Column("leg_id", String(64), nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("disposition", String(16)),
    UniqueConstraint("callback_id", "number"),
    Index(None, "started_at"),
)


@dataclass(frozen=True, slots=True)
class Callback:
    """Somebody who is to be called back; `call_id` is that of the next or running attempt, the router's name for it."""

    id: str
    number: str  # E.164
    language: str
    queue: str
    skill: str
    entered_at: datetime  # the place in the line
    requested_at: datetime
    expires_at: datetime
    call_id: str
    min_level: int = 1
    priority: int = 0
    not_before: datetime | None = None  # the time chosen
    origin_call_id: str | None = None  # the call in which it was asked for
    asked_by: str | None = None  # who asked in the console or on the command line
    state: CallbackState = CallbackState.WAITING
    next_attempt_at: datetime | None = None
    connected_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str | None = None
    attempts_made: int = 0  # counted, not stored

    @property
    def is_open(self) -> bool:
        """Whether something may still become of it."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class CallbackAttempt:
    """One dialling of a callback."""

    call_id: str
    callback_id: str
    number: int
    leg_id: str
    started_at: datetime
    ended_at: datetime | None = None
    disposition: Disposition | None = None


def add(connection: Connection, callback: Callback) -> None:
    """Store a new callback."""
    values = {name: getattr(callback, name) for name in callbacks.c.keys()}  # noqa: SIM118 — a collection of columns
    connection.execute(insert(callbacks).values(values))


def load(connection: Connection, callback_id: str) -> Callback | None:
    """One callback."""
    return _first(connection, _all().where(callbacks.c.id == callback_id))


def open_ones(connection: Connection) -> list[Callback]:
    """Every callback something may still become of, the earliest entry first."""
    return _listed(connection, _all().where(callbacks.c.state.in_(OPEN)).order_by(callbacks.c.entered_at))


def open_of_number(connection: Connection, number: str) -> list[Callback]:
    """The open callbacks of a number (E.164), the earliest entry first."""
    wish = _all().where(callbacks.c.number == number, callbacks.c.state.in_(OPEN))
    return _listed(connection, wish.order_by(callbacks.c.entered_at))


def requested_between(
    connection: Connection, since: datetime, until: datetime, queues: Collection[str] | None = None
) -> list[Callback]:
    """The callbacks asked for from `since` to just before `until` (for one of `queues`), the latest first."""
    wish = _all().where(callbacks.c.requested_at >= since, callbacks.c.requested_at < until)
    if queues is not None:
        wish = wish.where(callbacks.c.queue.in_(list(queues)))
    return _listed(connection, wish.order_by(callbacks.c.requested_at.desc(), callbacks.c.id))


def of_call(connection: Connection, call_id: str) -> Callback | None:
    """The callback one of whose attempts this call is, or will be."""
    attempt = select(callback_attempts.c.callback_id).where(callback_attempts.c.call_id == call_id).scalar_subquery()
    return _first(connection, _all().where((callbacks.c.call_id == call_id) | (callbacks.c.id == attempt)))


def move(connection: Connection, callback_id: str, event: CallbackEvent, **values: Any) -> Callback | None:
    """Let a callback receive an event: how it is then, or None and nothing changed where it may not follow."""
    wish = select(callbacks.c.state).where(callbacks.c.id == callback_id).with_for_update()
    state = connection.execute(wish).scalar()
    try:
        after = following(CallbackState(state), event) if state else None
    except IllegalTransition:
        after = None
    if after is None:
        return None
    connection.execute(update(callbacks).where(callbacks.c.id == callback_id).values(state=after, **values))
    return load(connection, callback_id)


def note(connection: Connection, callback_id: str, **values: Any) -> None:
    """Write something more about a callback."""
    connection.execute(update(callbacks).where(callbacks.c.id == callback_id).values(**values))


def begin_attempt(connection: Connection, callback: Callback, attempt: CallbackAttempt) -> Callback | None:
    """Write that this attempt is about to be originated: None, and nothing written, when the callback does not wait."""
    dialled = move(connection, callback.id, CallbackEvent.DIAL, next_attempt_at=None)
    if dialled is None:
        return None
    values = {name: getattr(attempt, name) for name in callback_attempts.c.keys()}  # noqa: SIM118 — columns
    connection.execute(insert(callback_attempts).values(values))
    return load(connection, callback.id)


def end_attempt(connection: Connection, call_id: str, disposition: Disposition, ended_at: datetime) -> bool:
    """Write how an attempt ended: False when that was written before."""
    table = callback_attempts
    wish = update(table).where(table.c.call_id == call_id, table.c.ended_at.is_(None))
    return connection.execute(wish.values(disposition=disposition, ended_at=ended_at)).rowcount == 1


def attempts_of(connection: Connection, callback_id: str) -> list[CallbackAttempt]:
    """The attempts of one callback, the first one first."""
    table = callback_attempts
    wish = select(table).where(table.c.callback_id == callback_id).order_by(table.c.number)
    return [_attempt(row) for row in connection.execute(wish).mappings()]


def attempts_left_open(connection: Connection) -> list[CallbackAttempt]:
    """Attempts begun and not ended: to be finished, never originated again."""
    wish = select(callback_attempts).where(callback_attempts.c.ended_at.is_(None))
    return [_attempt(row) for row in connection.execute(wish.order_by(callback_attempts.c.started_at)).mappings()]


def _all() -> Select[Any]:
    made = select(func.count()).where(callback_attempts.c.callback_id == callbacks.c.id).scalar_subquery()
    return select(callbacks, made.label("attempts_made"))


def _listed(connection: Connection, wish: Select[Any]) -> list[Callback]:
    return [_callback(row) for row in connection.execute(wish).mappings()]


def _first(connection: Connection, wish: Select[Any]) -> Callback | None:
    row = connection.execute(wish).mappings().first()
    return None if row is None else _callback(row)


def _callback(row: RowMapping) -> Callback:
    return Callback(**dict(row) | {"state": CallbackState(row["state"])})


def _attempt(row: RowMapping) -> CallbackAttempt:
    ended = row["disposition"]
    return CallbackAttempt(**dict(row) | {"disposition": Disposition(ended) if ended else None})
