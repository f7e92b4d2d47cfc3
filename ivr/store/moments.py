"""Moments as databases keep them."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ivr.errors import Misuse

OFFSET = len("+00:00")


def moment_in(dialect: str) -> Callable[[datetime], Any]:
    """What makes moments as the database of this name keeps them."""
    return _as_text if dialect == "sqlite" else _aware


def moment_of(value: Any) -> datetime:
    """The moment a database keeps so, in UTC."""
    return datetime.fromisoformat(value + "+00:00") if isinstance(value, str) else value.astimezone(UTC)


@lru_cache(maxsize=4096)
def _as_text(at: datetime) -> str:
    known = at if at.tzinfo is UTC else _aware(at).astimezone(UTC)
    return known.isoformat(" ", "microseconds")[:-OFFSET]


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise Misuse(f"{at.isoformat()} has no time zone and cannot be stored")
    return at
