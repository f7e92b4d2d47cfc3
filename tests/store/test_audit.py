"""The audit only grows, and whatever is damaged in it is found."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.exc import DatabaseError

from ivr.store import audit
from ivr.store.audit import AuditEntry, AuditSearch
from ivr.store.database import Database
from ivr.store.migration import migrate

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENTRY = AuditEntry(NOON, "Ági <account:1>", "change", "queue", "sales", {"ring_s": 20}, {"ring_s": 25}, "too short")
LENGTH = 6


def entry(number: int, **other: Any) -> AuditEntry:
    values = {"who": f"account-{number % 2}", "verb": "change", "kind": "queue", "id": f"queue-{number}"}
    return AuditEntry(at=NOON + timedelta(minutes=number), **(values | other))


def written(database: Database, *entries: AuditEntry) -> None:
    with database.write() as connection:
        for each in entries:
            audit.append(connection, each)


def found(database: Database, limit: int = 50, before_seq: int | None = None, **wanted: Any) -> list[int]:
    with database.read() as connection:
        return [row.seq for row in audit.search(connection, AuditSearch(**wanted), limit, before_seq)]


def unprotected(connection: Connection) -> None:
    """Take the triggers away, as somebody would who has the database file."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP TRIGGER audit_only_grows ON audit"))
    else:
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER audit_no_{verb}"))


def test_an_entry_comes_back_as_it_was(database: Database) -> None:
    written(database, ENTRY)
    with database.read() as connection:
        (row,) = audit.search(connection, AuditSearch())
    assert (row.seq, row.entry) == (1, ENTRY)


def test_secrets_are_not_written(database: Database) -> None:
    written(database, entry(1, before={"phone_secret": "old one"}, after={"phone_secret": "new one"}))
    with database.read() as connection:
        assert " one" not in str(connection.execute(select(audit.audit)).all())


REPLACING = {True: "INSERT OR REPLACE INTO audit SELECT * FROM audit", False: "TRUNCATE audit"}  # on SQLite or not


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit", None])
def test_the_database_itself_refuses_to_alter_it(database: Database, statement: str | None) -> None:
    written(database, ENTRY)
    with pytest.raises(DatabaseError, match="append-only"), database.write() as connection:
        connection.execute(text(statement or REPLACING[database.is_sqlite]))
    assert found(database) == [1]


def test_a_change_that_fails_leaves_no_entry(database: Database) -> None:
    written(database, ENTRY)

    def failing_change() -> None:
        with database.write() as connection:
            audit.append(connection, ENTRY)
            connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(DatabaseError, match="nowhere"):
        failing_change()
    written(database, ENTRY)
    with database.read() as connection:
        assert audit.verify(connection) is None
    assert found(database) == [2, 1]


def test_writers_at_once_make_one_chain(database: Database) -> None:
    threads = [Thread(target=lambda: [written(database, entry(n)) for n in range(5)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert (audit.verify(connection), audit.end(connection).seq) == (None, 20)


def test_an_audit_that_grows_meanwhile_is_whole(database: Database) -> None:
    writer = Thread(target=lambda: [written(database, entry(n)) for n in range(30)])
    writer.start()
    grows = True
    while grows:
        grows = writer.is_alive()  # once more when it has ended
        with database.read() as connection:
            assert audit.verify(connection) is None


def test_an_empty_audit_is_whole(database: Database) -> None:
    with database.read() as connection:
        assert audit.verify(connection) is None


def test_whatever_text_comes_is_written_and_stays_whole(database: Database) -> None:
    odd = "a\0b\ud800 c\r\n'\";%_ ő 😀"
    written(database, AuditEntry(NOON, odd, "change", "queue", odd, {odd: odd}, None, odd))
    with database.read() as connection:
        assert audit.verify(connection) is None


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [4, 3, 2, 1]),
        ({"who": "ANNA"}, [2]),
        ({"kind": "agent"}, [3]),
        ({"text": "night SHIFT"}, [4]),
        ({"text": "ring_s"}, [1]),
        ({"text": "100%"}, []),
        ({"text": "\ud800 \0", "who": "\0x", "kind": "\0x"}, []),
        ({"since": NOON + timedelta(minutes=3)}, [4, 3]),
        ({"until": NOON + timedelta(minutes=3)}, [2, 1]),
        ({"limit": 2}, [4, 3]),
        ({"before_seq": 3}, [2, 1]),
    ],
)
def test_entries_are_found_by_what_is_in_them(database: Database, wanted: dict[str, Any], numbers: list[int]) -> None:
    written(
        database,
        entry(1, after={"ring_s": 20}),
        entry(2, who="Anna <account:7>"),
        entry(3, kind="agent"),
        entry(4, reason="Night shift, 100 calls"),
    )
    assert found(database, **wanted) == numbers


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder: Path = tmp_path_factory.mktemp("chain")
    database = Database(f"sqlite:///{folder}/ivr.sqlite")
    migrate(database)
    written(database, *(entry(n, before={"n": n}, after={"n": n + 1}, reason="because") for n in range(LENGTH)))
    with database.write() as connection:
        unprotected(connection)
    return database


def verified_after(database: Database, damage: Callable[[Connection], object]) -> int | None:
    """What is said of a chain somebody has damaged; afterwards it is whole again."""
    with database.write() as connection:
        undone = connection.begin_nested()
        damage(connection)
        said = audit.verify(connection)
        undone.rollback()
    return said


TEXTS = ("who", "verb", "kind", "subject", "before", "after", "reason", "hash")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.integers(1, LENGTH), st.sampled_from(TEXTS), st.text(max_size=9).filter(lambda t: "\0" not in t) | st.none())
def test_an_altered_row_is_found(chain: Database, seq: int, column: str, value: str | None) -> None:
    if value is None and column not in {"before", "after", "reason"}:
        return
    altered = update(audit.audit).where(audit.audit.c.seq == seq).values({column: value})
    assert verified_after(chain, lambda connection: connection.execute(altered)) == seq


@given(st.integers(1, LENGTH), st.integers(1, 10**9))
@settings(deadline=None, max_examples=20)
def test_an_altered_moment_is_found(chain: Database, seq: int, later_us: int) -> None:
    at = NOON + timedelta(minutes=seq - 1, microseconds=later_us)
    altered = update(audit.audit).where(audit.audit.c.seq == seq).values(at=at)
    assert verified_after(chain, lambda connection: connection.execute(altered)) == seq


@pytest.mark.parametrize("seq", range(1, LENGTH + 1))
def test_a_removed_row_is_found_also_the_last(chain: Database, seq: int) -> None:
    removed = delete(audit.audit).where(audit.audit.c.seq == seq)
    assert verified_after(chain, lambda connection: connection.execute(removed)) == seq


def test_two_exchanged_rows_are_found(chain: Database) -> None:
    def exchange(connection: Connection) -> None:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            connection.execute(update(audit.audit).where(audit.audit.c.seq == old).values(seq=new))

    assert verified_after(chain, exchange) == 2


def test_an_end_that_was_set_back_is_found(chain: Database) -> None:
    set_back = update(audit.audit_end).values(seq=1, hash="0" * 64)
    assert verified_after(chain, lambda connection: connection.execute(set_back)) == LENGTH + 1


def test_a_damaged_row_is_found_on_both_databases(database: Database) -> None:
    written(database, *(entry(n) for n in range(3)))
    with database.write() as connection:
        unprotected(connection)
        connection.execute(update(audit.audit).where(audit.audit.c.seq == 2).values(who="nobody"))
        assert audit.verify(connection) == 2
