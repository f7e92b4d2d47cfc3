"""How far a growing file has been read: kept in the same transaction as what was read, so each line counts once."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, delete, func, insert, select, update

from ivr.reports.statement import Watched, Witness
from ivr.store.columns import Utc, metadata
from ivr.store.position import Position

witness_positions = Table(
    "witness_positions",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("inode", BigInteger, nullable=False),
    Column("read_to", BigInteger, nullable=False),
    Column("file", Integer, nullable=False, server_default="0"),
    Column("mark", BigInteger),
    Column("since", Utc, nullable=False, server_default=func.current_timestamp()),
    Column("read_at", Utc),
)


def load(connection: Connection, name: str) -> Position | None:
    """The position kept under a name."""
    row = connection.execute(select(witness_positions).where(witness_positions.c.name == name)).first()
    return None if row is None else Position(row.inode, row.read_to, row.file, row.mark)


def save(connection: Connection, name: str, position: Position, now: datetime) -> None:
    """Keep a position under a name: all that was written before `now` has been read."""
    values = {
        "inode": position.inode,
        "read_to": position.read_to,
        "file": position.file,
        "mark": position.mark,
        "read_at": now,
    }
    mine = update(witness_positions).where(witness_positions.c.name == name).values(values)
    if not connection.execute(mine).rowcount:
        connection.execute(insert(witness_positions).values(name=name, since=now, **values))


def speaks_since(connection: Connection, moment: datetime) -> None:
    """Know that of earlier moments nothing is kept of what the witnesses said."""
    mine = (witness_positions.c.name.in_(list(Witness)), witness_positions.c.since < moment)
    connection.execute(update(witness_positions).where(*mine).values(since=moment))


def forget(connection: Connection, beginning: str) -> None:
    """Forget the positions whose names begin so."""
    connection.execute(delete(witness_positions).where(witness_positions.c.name.startswith(beginning, autoescape=True)))


def watched(connection: Connection) -> dict[Witness, Watched]:
    """Which time each witness that is read has spoken of."""
    rows = connection.execute(select(witness_positions).where(witness_positions.c.name.in_(list(Witness))))
    return {Witness(row.name): Watched(row.since, row.read_at or row.since) for row in rows}
