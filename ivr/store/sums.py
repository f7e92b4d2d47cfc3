"""Counts as rows keep them: added to and taken from, without a database.

Sums of seconds are whole microseconds, so that adding and taking away again leaves nothing behind.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

MICROSECONDS = 1_000_000

Row = dict[str, Any]
Key = tuple[Any, ...]


@cache
def column_of(name: str) -> str:
    """The column that keeps one of the counts: seconds are kept as microseconds."""
    return f"{name[:-1]}us" if name.endswith("_s") else name


def kept(value: Any, name: str) -> Any:
    """A count of this name as it is kept: a whole number, or None."""
    return round(value * MICROSECONDS) if value is not None and name.endswith("_s") else value


def add(row: Row, counts: object, names: Iterable[str], sign: int) -> None:
    """Add counts to a row, or take them away."""
    for name, column, is_time in _places(tuple(names)):
        value = getattr(counts, name)
        if value:
            row[column] += sign * (round(value * MICROSECONDS) if is_time else value)


@cache
def _places(names: tuple[str, ...]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((name, column_of(name), name.endswith("_s")) for name in names)
