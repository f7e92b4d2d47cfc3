"""The database: SQLite (WAL, one writer) by default, PostgreSQL by its URL; used from threads, never from a loop."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from ivr.errors import SetupError

BUSY_TIMEOUT_MS = 5000
MANY_PAGES_KB = 16_384  # of SQLite's file kept in memory by who writes much: he comes back to the same pages
HISTORY_LOCK = 4157301  # any number, the same in every process


class Database:
    """One database: `read` and `write` give a connection inside a transaction.

    `checkpoints_itself` False is for who writes much: he calls `checkpoint` now and then, between his transactions, and
    has more memory.
    """

    def __init__(self, url: str, checkpoints_itself: bool = True) -> None:
        self._engine = _engine(_parsed(url))
        if self.is_sqlite and not checkpoints_itself:
            event.listen(self._engine, "connect", _write_much)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite, where there is one writer at a time."""
        return self._engine.dialect.name == "sqlite"

    @property
    def url(self) -> str:
        """Where it is, with the password: for a process of ours that opens it too."""
        return self._engine.url.render_as_string(hide_password=False)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading: one snapshot on SQLite."""
        with self._opened() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection for writing, committed at the end: on SQLite it is the only writer from its first moment."""
        with self._opened() as connection:
            writer = connection.execution_options(writes=True)
            with writer.begin():
                yield writer

    def _opened(self) -> Connection:
        try:
            return self._engine.connect()
        except OperationalError as error:
            url = self._engine.url.render_as_string()
            raise SetupError(
                f"the database {url} cannot be opened ({error.orig}): see database_url in settings.json"
            ) from None

    def checkpoint(self) -> None:
        """Bring SQLite's log into its file as far as nobody is in the way; others write meanwhile."""
        if self.is_sqlite:
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
            finally:
                raw.close()

    def probe(self) -> None:
        """Raise what the database says when it cannot be written to just now."""
        with self.write() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Give every pooled connection back."""
        self._engine.dispose()


def only_writer_of_history(connection: Connection) -> None:
    """Wait for the turn to write events or their folds, which SQLite gives by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": HISTORY_LOCK})


def _parsed(url: str) -> URL:
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise SetupError(
            f"database_url: {parsed.get_backend_name()} is neither sqlite nor postgresql: change settings.json"
        )
    return parsed


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, pool_size=5, connect_args={"connect_timeout": 5})
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "isolation_level": None})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _write_much(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA wal_autocheckpoint=0")
    raw.execute(f"PRAGMA cache_size=-{MANY_PAGES_KB}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails when another wrote meanwhile: writers queue at BEGIN.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
