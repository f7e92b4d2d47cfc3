"""How far a growing file has been read: kept in the same transaction as what was read, so each line counts once."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Connection, String, Table, delete, insert, select

from ivr.store.columns import metadata

witness_positions = Table(
    "witness_positions",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("inode", BigInteger, nullable=False),
    Column("read_to", BigInteger, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Position:
    """A file by its inode (a new file of the same name begins anew) and the bytes of it already read."""

    inode: int
    read_to: int


def load(connection: Connection, name: str) -> Position | None:
    """The position kept under a name."""
    row = connection.execute(select(witness_positions).where(witness_positions.c.name == name)).first()
    return None if row is None else Position(row.inode, row.read_to)


def save(connection: Connection, name: str, position: Position) -> None:
    """Keep a position under a name."""
    connection.execute(delete(witness_positions).where(witness_positions.c.name == name))
    values = {"name": name, "inode": position.inode, "read_to": position.read_to}
    connection.execute(insert(witness_positions).values(values))
