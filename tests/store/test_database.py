"""Transactions are whole or not at all, and writers queue instead of failing."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from ivr.errors import SetupError
from ivr.store import witness_positions
from ivr.store.database import Database
from ivr.store.position import Position


def test_two_writers_at_once_both_succeed(database: Database) -> None:
    def write(name: str) -> None:
        for number in range(20):
            with database.write() as connection:
                witness_positions.load(connection, name)
                witness_positions.save(connection, name, Position(1, number), datetime.now(UTC))

    threads = [threading.Thread(target=write, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with database.read() as connection:
        assert [witness_positions.load(connection, name) for name in ("a", "b")] == [Position(1, 19)] * 2


def test_sqlite_is_opened_as_the_measurements_ask(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.sqlite")
    with database.read() as connection:
        said = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
    database.close()
    assert said == ["wal", 1]


def test_probe_says_when_the_database_is_gone() -> None:
    database = Database("sqlite:////nowhere/at/all.sqlite")
    with pytest.raises(Exception, match="unable to open"):
        database.probe()


def test_another_database_is_refused_with_a_sentence() -> None:
    with pytest.raises(SetupError, match="neither sqlite nor postgresql"):
        Database("mysql://localhost/x")
