"""DuckDB, where it is installed: an extra, because only who exports needs its 58 MB."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ivr.errors import SetupError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "threads": "1",
}  # the calls go first


@contextmanager
def opened(path: Path | None = None, *, read_only: bool = False) -> Iterator["DuckDBPyConnection"]:
    """A connection to a database file (None: to none), in UTC; SetupError when DuckDB is not installed."""
    try:
        from duckdb import connect  # noqa: PLC0415 — an extra that need not be there
    except ImportError:
        raise SetupError("DuckDB is not installed: `python3 -m ivr export install` brings it (21 MB)") from None
    with connect(str(path or ":memory:"), read_only=read_only, config=SETTINGS) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def quoted(text: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"
