"""What is written is what is read again, to the last microsecond and the last odd letter."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ivr.analytics.duck import opened, quoted
from ivr.analytics.parquet import write_parquet

COLUMNS = {"name": "text", "at": "moment", "number": "integer", "wait_s": "seconds", "is_open": "boolean"}
AT = datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=UTC)
ROWS: list[tuple[Any, ...]] = [
    ('Ágnes, "the\n second"', AT, 2**40, 0.1, True),
    ("", AT.replace(microsecond=0), -1, 12345.678901, False),
    (None, None, None, None, None),
    ("NULL", AT, 0, 1e-06, True),
]


def read(path: Path) -> list[Any]:
    with opened() as duck:
        return duck.execute(f"SELECT * FROM {quoted(path)}").fetchall()


def test_every_value_comes_back_as_it_was(tmp_path: Path) -> None:
    assert write_parquet(tmp_path / "some.parquet", COLUMNS, ROWS) == len(ROWS)
    assert read(tmp_path / "some.parquet") == ROWS


def test_no_rows_are_a_file_with_its_columns(tmp_path: Path) -> None:
    assert write_parquet(tmp_path / "some.parquet", COLUMNS, []) == 0
    assert read(tmp_path / "some.parquet") == []


def test_what_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[Any, ...]]:
        yield ROWS[0]
        raise OSError("the database is gone")

    with pytest.raises(OSError, match="gone"):
        write_parquet(tmp_path / "some.parquet", COLUMNS, broken())
    assert list(tmp_path.iterdir()) == []
