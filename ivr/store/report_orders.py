"""Reports asked for: by a person or a schedule, made by the worker; each key (a schedule's period) is asked once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Connection, Index, Integer, Select, String, Table, Text, insert, select, update
from sqlalchemy.exc import IntegrityError

from ivr.store.columns import Utc, metadata

BY_HAND = ":now:"  # in the key of one that somebody sent beside what is due
MOST_TRIES = 3  # of one whose worker was killed each time

report_orders = Table(
    "report_orders",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("project", String(64), nullable=False),
    Column("period", String(16), nullable=False),
    Column("formats", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Utc, nullable=False),
    Column("schedule", String(64)),
    Column("recipients", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("closed_at", Utc),
    Index(None, "state", "asked_at"),
    Index(None, "project", "asked_at"),
    Index(None, "schedule", "asked_at"),
)


class OrderState(StrEnum):
    """What became of an order."""

    ASKED = "asked"
    MADE = "made"
    FAILED = "failed"
    LEFT_OUT = "left_out"  # due while its schedule was paused or before it was made


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """One report in some formats, and to whom it goes when it is made (nobody: it is fetched)."""

    id: str
    key: str
    project: str
    period: str
    formats: tuple[str, ...]
    language: str
    asked_by: str
    asked_at: datetime
    schedule: str | None = None
    recipients: tuple[str, ...] = ()
    state: OrderState = OrderState.ASKED
    tries: int = 0
    closed_at: datetime | None = None


def ask(connection: Connection, order: ReportOrder) -> bool:
    """Ask for a report; False, and nothing done, when one of its key was asked for before."""
    values = {name: getattr(order, name) for name in report_orders.c.keys()}  # noqa: SIM118 — columns
    values |= {"formats": list(order.formats), "recipients": list(order.recipients)}
    try:
        with connection.begin_nested():
            connection.execute(insert(report_orders).values(values))
    except IntegrityError:
        return False
    return True


def any_open(connection: Connection) -> bool:
    """Whether the worker has any to make."""
    return connection.execute(select(report_orders.c.id).where(_is_open).limit(1)).first() is not None


def take(connection: Connection) -> ReportOrder | None:
    """The one asked first that is not made, one more try counted; None when there is none."""
    found = next(iter(_read(connection, select(report_orders).where(_is_open).order_by(report_orders.c.id))), None)
    if found is not None:
        wish = update(report_orders).where(report_orders.c.id == found.id)
        connection.execute(wish.values(tries=report_orders.c.tries + 1))
    return found


def close(connection: Connection, order_id: str, state: OrderState, now: datetime) -> bool:
    """Say what became of it; False when that is said already."""
    wish = update(report_orders).where(report_orders.c.id == order_id, _is_open)
    return connection.execute(wish.values(state=state, closed_at=now)).rowcount > 0


def is_known(connection: Connection, key: str) -> bool:
    """Whether one of this key was asked for."""
    return connection.execute(select(report_orders.c.id).where(report_orders.c.key == key)).first() is not None


def has_any(connection: Connection, schedule: str) -> bool:
    """Whether a schedule ever had one that was due, also one left out; those sent by hand do not count."""
    due = (report_orders.c.schedule == schedule, report_orders.c.key.not_like(f"%{BY_HAND}%"))
    return connection.execute(select(report_orders.c.id).where(*due).limit(1)).first() is not None


def latest(connection: Connection, project: str, limit: int = 20) -> list[ReportOrder]:
    """What was asked for of a project, the latest first; what was left out is not among them."""
    mine = (report_orders.c.project == project, report_orders.c.state != OrderState.LEFT_OUT)
    wish = select(report_orders).where(*mine).order_by(report_orders.c.asked_at.desc(), report_orders.c.id.desc())
    return _read(connection, wish.limit(limit))


def of_schedule(connection: Connection, schedule: str, limit: int = 10) -> list[ReportOrder]:
    """What a schedule asked for, the latest first."""
    mine = (report_orders.c.schedule == schedule, report_orders.c.state != OrderState.LEFT_OUT)
    return _read(connection, select(report_orders).where(*mine).order_by(report_orders.c.asked_at.desc()).limit(limit))


_is_open = report_orders.c.state == OrderState.ASKED


def _read(connection: Connection, wish: Select[Any]) -> list[ReportOrder]:
    return [_order(**row) for row in connection.execute(wish).mappings()]


def _order(*, state: str, formats: list[str], recipients: list[str], **rest: Any) -> ReportOrder:
    return ReportOrder(state=OrderState(state), formats=tuple(formats), recipients=tuple(recipients), **rest)
