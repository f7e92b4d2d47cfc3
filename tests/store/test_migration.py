"""Migrations make exactly the schema the code speaks of."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ivr.store.database import Database
from ivr.store.migration import migrate
from ivr.store.schema import tables


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables()) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    with database.read() as connection:
        before = MigrationContext.configure(connection).get_current_revision()
    migrate(database)
    with database.read() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == before
