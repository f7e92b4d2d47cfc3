"""Rows for people and programs: a table, CSV that no spreadsheet takes for a formula, JSON."""

import csv
import dataclasses
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

NO_VALUE = "-"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
SHARES = ("service_level", "abandon_rate", "transfer_rate", "occupancy", "utilisation", "fcr")
Row = Mapping[str, Any]
AS_THEY_ARE = (int, str, bool, type(None))


def plain(value: Any) -> Any:
    """Dataclasses, moments and words as JSON values; a number of seconds to the millisecond, a share to 1/10000."""
    if type(value) in AS_THEY_ARE:  # most values, and told apart fastest
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return round(value, 4)
    return [plain(part) for part in value] if isinstance(value, tuple | list) else value


def as_json(rows: Sequence[Row]) -> str:
    """The rows as JSON; what has no value is null."""
    return json.dumps([{name: plain(value) for name, value in row.items()} for row in rows], indent=2)


def as_csv(rows: Sequence[Row]) -> str:
    """The rows as CSV with a header; a text a spreadsheet would calculate is quoted away."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if rows:
        writer.writerow(rows[0])
    writer.writerows([_cell(plain(value)) for value in row.values()] for row in rows)
    return text.getvalue()


def as_table(rows: Sequence[Row]) -> str:
    """The rows in columns for the eye: shares as percentages, seconds to a tenth, numbers to the right."""
    if not rows:
        return ""
    names = list(rows[0])
    lines = [names, *([shown(name, row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
    right = [all(_is_number(row[name]) for row in rows) for name in names]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def _cell(value: Any) -> Any:
    if value is None:
        return NO_VALUE
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def shown(name: str, value: Any) -> str:
    """A value as a table says it, by the name of its column."""
    if value is None or value == "":
        return NO_VALUE
    if isinstance(value, float) and (name.startswith(SHARES) or name.endswith("_share")):
        return f"{value * 100:.1f} %"
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return "".join(letter if letter.isprintable() else " " for letter in str(plain(value)))


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, int | float)
