"""SQLite's log is brought in now and then, and does not grow without end."""

from pathlib import Path

import pytest
from sqlalchemy import text

from ivr.store.checkpoints import EVERY, WAIT_EVERY, Checkpoints
from ivr.store.database import Database


@pytest.fixture
def alone(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path}/ivr.sqlite", checkpoints_itself=False)
    yield database
    database.close()


def grown(database: Database, path: Path, checkpoints: Checkpoints | None) -> int:
    """Bytes of the log after many transactions."""
    with database.write() as connection:
        connection.execute(text("CREATE TABLE filled (text)"))
    for _ in range(2 * EVERY * WAIT_EVERY):
        with database.write() as connection:
            connection.execute(text("INSERT INTO filled VALUES (hex(randomblob(20000)))"))
        if checkpoints:
            checkpoints.written()
    return (path / "ivr.sqlite-wal").stat().st_size


def test_the_log_begins_anew(alone: Database, tmp_path: Path) -> None:
    with Checkpoints(alone) as checkpoints:
        size = grown(alone, tmp_path, checkpoints)
    assert size < 2 * EVERY * WAIT_EVERY * 40_000


def test_without_them_it_does_not(alone: Database, tmp_path: Path) -> None:
    assert grown(alone, tmp_path, None) > 2 * EVERY * WAIT_EVERY * 40_000
