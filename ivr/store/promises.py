"""What waiting callers were told, a row each: a fold over the history; and whether a queue's times may be said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    RowMapping,
    String,
    Table,
    delete,
    insert,
    select,
)

from ivr.reports.promises import Calibration, Promise
from ivr.store.columns import Utc, metadata

promises = Table(
    "promises",
    metadata,
    Column("visit_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # the visit's first is 1
    Column("call_id", String(36), nullable=False),
    Column("queue", String(64), nullable=False),
    Column("told_at", Utc, nullable=False),
    Column("less_than_s", Integer),
    Column("p50_s", Float),
    Column("p80_s", Float),
    Column("connected_at", Utc),
    Column("left_at", Utc),
    Index(None, "queue", "told_at"),
    Index(None, "call_id"),
    Index(None, "told_at", "queue"),
)

calibrations = Table(
    "calibrations",
    metadata,
    Column("queue", String(64), primary_key=True),
    Column("decided", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("may_speak", Boolean, nullable=False),
    Column("changed_at", Utc, nullable=False),
)

NAMES = ("visit_id", "call_id", "queue", "told_at", "less_than_s", "p50_s", "p80_s", "connected_at", "left_at")


def told_between(connection: Connection, since: datetime, until: datetime, queues: Sequence[str]) -> list[Promise]:
    """What the callers of these queues were told from `since` to just before `until`, in order."""
    within = (promises.c.queue.in_(list(queues)), promises.c.told_at >= since, promises.c.told_at < until)
    wish = select(promises).where(*within).order_by(promises.c.told_at, promises.c.visit_id)
    return [_promise(row) for row in connection.execute(wish).mappings()]


def queues_told(connection: Connection, since: datetime, until: datetime) -> set[str]:
    """The queues whose callers were told anything from `since` to just before `until`."""
    wish = select(promises.c.queue).where(promises.c.told_at >= since, promises.c.told_at < until)
    return set(connection.execute(wish.distinct()).scalars())


def latest(connection: Connection, queue: str, count: int) -> list[Promise]:
    """What callers of a queue were told last, the latest first; expectations without a time count too."""
    mine = (promises.c.queue == queue, promises.c.p80_s.is_not(None))
    wish = select(promises).where(*mine).order_by(promises.c.told_at.desc()).limit(count)
    return [_promise(row) for row in connection.execute(wish).mappings()]


def all_calibrations(connection: Connection) -> dict[str, Calibration]:
    """What is known of each queue's bounds."""
    rows = connection.execute(select(calibrations)).mappings()
    return {row["queue"]: Calibration(row["decided"], row["held"], row["may_speak"]) for row in rows}


def silent_since(connection: Connection) -> dict[str, datetime]:
    """The queues that say no times because theirs did not hold, and since when."""
    wish = select(calibrations).where(calibrations.c.may_speak.is_(False))
    return {row["queue"]: row["changed_at"] for row in connection.execute(wish).mappings()}


def set_calibration(connection: Connection, queue: str, found: Calibration, now: datetime) -> bool:
    """Keep what was found of a queue: whether it may speak now and might not before, or the other way round."""
    known = connection.execute(select(calibrations).where(calibrations.c.queue == queue)).mappings().one_or_none()
    turned = found.may_speak != (known is None or known["may_speak"])
    changed_at = now if known is None or turned else known["changed_at"]
    connection.execute(delete(calibrations).where(calibrations.c.queue == queue))
    row = {"queue": queue, "decided": found.decided, "held": found.held, "may_speak": found.may_speak}
    connection.execute(insert(calibrations).values(row | {"changed_at": changed_at}))
    return turned


def _promise(row: RowMapping) -> Promise:
    return Promise(**{name: row[name] for name in NAMES})
