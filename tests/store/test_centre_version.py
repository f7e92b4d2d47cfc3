"""The number that grows with every change of the centre."""

from ivr.store import centre_version
from ivr.store.database import Database


def test_every_change_makes_the_number_grow(database: Database) -> None:
    with database.write() as connection:
        before = centre_version.read(connection)
        centre_version.bump(connection)
        centre_version.bump(connection)
        assert centre_version.read(connection) == before + 2
