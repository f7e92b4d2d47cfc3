"""A table as a Parquet file: rows go through a text file, which DuckDB packs, so that memory stays flat."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ivr.analytics.duck import opened, quoted

TYPES = {"text": "VARCHAR", "moment": "TIMESTAMPTZ", "integer": "BIGINT", "seconds": "DOUBLE", "boolean": "BOOLEAN"}
PACKED = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480"  # so many rows are held in memory
# A value of nothing is an empty field, an empty text two quotes.
AS_WRITTEN = (
    "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '',"
    " allow_quoted_nulls = false, new_line = '\\n', max_line_size = 1000000, buffer_size = 4000000"
)


def write_parquet(path: Path, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows to a file, all of them or no file: how many; `columns`: name to a word of `TYPES`, in order."""
    text, packed = path.with_suffix(".csv.part"), path.with_suffix(".parquet.part")
    try:
        count = _write_text(text, rows)
        typed = ", ".join(f"{quoted(name)}: {quoted(TYPES[kind])}" for name, kind in columns.items())
        source = f"SELECT * FROM read_csv({quoted(text)}, {AS_WRITTEN}, columns = {{{typed}}})"  # noqa: S608 — ours
        with opened() as duck:
            duck.execute(f"SET temp_directory = {quoted(path.parent / 'duckdb.part')}")
            duck.execute(f"COPY ({source}) TO {quoted(packed)} ({PACKED})")
        packed.replace(path)
    finally:
        for part in (text, packed):
            part.unlink(missing_ok=True)
    return count


def _write_text(path: Path, rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        for row in rows:
            file.write(",".join(map(_written, row)) + "\n")
            count += 1
    return count


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value)
