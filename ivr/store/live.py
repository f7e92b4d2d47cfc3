"""What is the case just now, kept by the engine for the pages and never read back by it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, delete, insert, select, update

from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue
from ivr.store.columns import Utc, metadata

__all__ = ["LiveAgent", "LiveCall", "LiveChanges", "LiveQueue", "agents", "apply", "calls", "clear", "live_version",
           "queues"]  # fmt: skip

AT_ONCE = 500  # ids in one statement

live_agents = Table(
    "live_agents",
    metadata,
    Column("agent", String(64), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("reason", Text),
    Column("since", Utc, nullable=False),
    Column("call_id", String(36)),
    Column("queue", String(64)),
    Column("pause_until", Utc),
    Column("listened", Boolean, nullable=False),
)

live_queues = Table(
    "live_queues",
    metadata,
    Column("queue", String(64), primary_key=True),
    Column("waiting", Integer, nullable=False),
    Column("longest_since", Utc),
)

live_calls = Table(
    "live_calls",
    metadata,
    Column("call_id", String(36), primary_key=True),
    Column("caller_id", Text),
    Column("entry", Text, nullable=False),
    Column("started_at", Utc, nullable=False),
    Column("state", String(16), nullable=False),
    Column("queue", String(64)),
    Column("agent", String(64)),
    Column("queued_at", Utc),
)

live_versions = Table(
    "live_versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)


def apply(connection: Connection, changes: LiveChanges) -> None:
    """Bring the tables up to date with what changed; their version grows by one."""
    _put(connection, live_agents, changes.agents)
    _put(connection, live_queues, changes.queues)
    _put(connection, live_calls, changes.calls)
    _remove(connection, live_calls, changes.ended)
    _grow(connection)


def clear(connection: Connection) -> None:
    """Know nothing: an engine that starts tells everything anew."""
    for table in (live_agents, live_queues, live_calls):
        connection.execute(delete(table))
    _grow(connection)


def live_version(connection: Connection) -> int:
    """A number that grows with every change of these tables."""
    return int(connection.execute(select(live_versions.c.version)).scalar_one())


def agents(connection: Connection) -> list[LiveAgent]:
    """Every agent who did anything since the engine started; the others are logged out."""
    rows = connection.execute(select(live_agents).order_by(live_agents.c.agent)).mappings()
    return [LiveAgent(**row) for row in rows]


def queues(connection: Connection) -> list[LiveQueue]:
    """Every queue anybody waited in since the engine started."""
    rows = connection.execute(select(live_queues).order_by(live_queues.c.queue)).mappings()
    return [LiveQueue(**row) for row in rows]


def calls(connection: Connection) -> list[LiveCall]:
    """Every call there is, the oldest first."""
    ordered = select(live_calls).order_by(live_calls.c.started_at, live_calls.c.call_id)
    return [LiveCall(**row) for row in connection.execute(ordered).mappings()]


def _put(connection: Connection, table: Table, rows: Sequence[object]) -> None:
    if rows:
        _remove(connection, table, [getattr(row, _key(table)) for row in rows])
        names = table.c.keys()
        connection.execute(insert(table), [{name: getattr(row, name) for name in names} for row in rows])


def _remove(connection: Connection, table: Table, keys: Iterable[str]) -> None:
    wanted = list(keys)
    for start in range(0, len(wanted), AT_ONCE):
        connection.execute(delete(table).where(table.c[_key(table)].in_(wanted[start : start + AT_ONCE])))


def _key(table: Table) -> str:
    return str(next(iter(table.primary_key.columns)).name)


def _grow(connection: Connection) -> None:
    connection.execute(update(live_versions).values(version=live_versions.c.version + 1))
