"""Alerts: how each rule stands, and what was raised, acknowledged and cleared when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Float, Index, String, Table, Text, func, insert, or_, select, update

from ivr.reports.alerts import State, Told, Watch
from ivr.store.columns import Utc, metadata

MOST_SHOWN = 500

alerts = Table(
    "alerts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("rule", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("queue", String(64)),
    Column("raise_at", Float, nullable=False),
    Column("worst", Float, nullable=False),
    Column("raised_at", Utc, nullable=False),
    Column("told_at", Utc),
    Column("acknowledged_at", Utc),
    Column("acknowledged_by", Text),
    Column("note", Text),
    Column("escalated_at", Utc),
    Column("cleared_at", Utc),
    Column("cleared_told_at", Utc),
    Index(None, "cleared_at", "raised_at"),
    Index(None, "rule", "told_at"),
)

alert_watches = Table(
    "alert_watches",
    metadata,
    Column("rule", String(64), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("since", Utc, nullable=False),
    Column("alert", String(36)),
)


@dataclass(frozen=True, slots=True)
class Alert:
    """What a rule raised: as the rule was then; `worst` is the figure at its worst so far."""

    id: str
    rule: str
    name: str
    kind: str
    queue: str | None
    raise_at: float
    worst: float
    raised_at: datetime
    told_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    note: str | None = None
    escalated_at: datetime | None = None
    cleared_at: datetime | None = None
    cleared_told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a rule stands, and its alert while there is one."""

    watch: Watch
    alert: str | None = None


def standings(connection: Connection) -> dict[str, Standing]:
    """How each rule stands that was looked at."""
    rows = connection.execute(select(alert_watches)).mappings()
    return {row["rule"]: Standing(Watch(State(row["state"]), row["since"]), row["alert"]) for row in rows}


def stand(connection: Connection, rule: str, standing: Standing) -> None:
    """Keep how a rule stands."""
    values = {"state": standing.watch.state.value, "since": standing.watch.since, "alert": standing.alert}
    if connection.execute(update(alert_watches).where(alert_watches.c.rule == rule).values(**values)).rowcount == 0:
        connection.execute(insert(alert_watches).values(rule=rule, **values))


def raise_one(connection: Connection, alert: Alert) -> None:
    """Keep a new alert."""
    connection.execute(insert(alerts).values({name: getattr(alert, name) for name in alerts.c.keys()}))  # noqa: SIM118


def mark(connection: Connection, alert_id: str, **moments: Any) -> None:
    """Write down what became of an alert: columns and their values."""
    connection.execute(update(alerts).where(alerts.c.id == alert_id).values(**moments))


def acknowledge(connection: Connection, alert_id: str, by: tuple[str, datetime], note: str | None) -> bool:
    """Write down who takes care of it; False when somebody does already, or it is over."""
    is_open = (alerts.c.acknowledged_at.is_(None), alerts.c.cleared_at.is_(None))
    wish = update(alerts).where(alerts.c.id == alert_id, *is_open)
    values = {"acknowledged_by": by[0], "acknowledged_at": by[1], "note": note}
    return connection.execute(wish.values(**values)).rowcount > 0


def of(connection: Connection, alert_id: str) -> Alert | None:
    """One alert, None when there is none of this id."""
    row = connection.execute(select(alerts).where(alerts.c.id == alert_id)).mappings().first()
    return None if row is None else Alert(**row)


def open_ones(connection: Connection) -> tuple[Alert, ...]:
    """Those that are not cleared, the latest first."""
    wish = select(alerts).where(alerts.c.cleared_at.is_(None)).order_by(alerts.c.raised_at.desc(), alerts.c.id)
    return tuple(Alert(**row) for row in connection.execute(wish).mappings())


def everyone(connection: Connection, queues: Collection[str] | None) -> tuple[Alert, ...]:
    """The alerts of these queues (None: all, the centre's too), the latest first."""
    wish = select(alerts) if queues is None else select(alerts).where(alerts.c.queue.in_(list(queues)))
    rows = connection.execute(wish.order_by(alerts.c.raised_at.desc(), alerts.c.id).limit(MOST_SHOWN)).mappings()
    return tuple(Alert(**row) for row in rows)


def to_be_told(connection: Connection) -> tuple[Alert, ...]:
    """Those of which people may not know everything."""
    untold = alerts.c.told_at.is_not(None) & alerts.c.cleared_told_at.is_(None)
    wish = select(alerts).where(or_(alerts.c.cleared_at.is_(None), untold)).order_by(alerts.c.raised_at)
    return tuple(Alert(**row) for row in connection.execute(wish).mappings())


def told(connection: Connection, alert: Alert) -> Told:
    """What its people know of an alert."""
    last = select(func.max(alerts.c.told_at)).where(alerts.c.rule == alert.rule, alerts.c.id != alert.id)
    before = connection.execute(last).scalar()
    return Told(alert.told_at, alert.acknowledged_at, alert.escalated_at, alert.cleared_at, before)
