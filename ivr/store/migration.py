"""Bringing a database to the newest schema, step by step, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from ivr.store.database import Database, only_writer_of_history

FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Bring the database to the newest schema; nothing happens when it is there."""
    with database.write() as connection:
        only_writer_of_history(connection)
        command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
