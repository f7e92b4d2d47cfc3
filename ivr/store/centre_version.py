"""One number that grows with every change of the centre, so that the running engine sees cheaply whether to look."""

from sqlalchemy import Column, Connection, Integer, Table, select, update

from ivr.store.columns import metadata

centre_versions = Table(
    "centre_versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)


def bump(connection: Connection) -> None:
    """Say that the centre changed, in the transaction that changes it."""
    connection.execute(update(centre_versions).values(version=centre_versions.c.version + 1))


def read(connection: Connection) -> int:
    """The number as it is now."""
    return int(connection.execute(select(centre_versions.c.version)).scalar_one())
