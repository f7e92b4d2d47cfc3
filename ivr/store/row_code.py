"""What makes rows of objects, for what writes millions of them: made of the classes' fields as `__init__` is."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from ivr.store.moments import moment_in

RowMaker = Callable[[Any], tuple[Any, ...]]


@cache
def row_maker(kind: type, names: Sequence[str], dialect: str) -> RowMaker:
    """What makes the values of these fields as the database keeps them: moments by `moment_in`, words as text."""
    types = get_type_hints(kind)
    values = ", ".join(_value(f"one.{name}", types[name], dialect) for name in names)
    code = f"lambda one: ({values},)"
    return eval(code, {"at": moment_in(dialect)})  # type: ignore[no-any-return]  # noqa: S307 — of our own names


def _value(field: str, wanted: Any, dialect: str) -> str:
    possible = get_args(wanted) if get_origin(wanted) is UnionType else (wanted,)
    kept = _kept(field, possible[0], dialect)
    return kept if kept == field or len(possible) == 1 else f"(None if {field} is None else {kept})"


def _kept(field: str, wanted: Any, dialect: str) -> str:
    if wanted is datetime:
        return f"at({field})"
    if wanted is bool and dialect == "sqlite":
        return f"+{field}"  # the number it keeps: sqlite3 takes four times as long to make it of a truth value
    # `value` is a function of Python's, this is what it gives.
    return f"{field}._value_" if isinstance(wanted, type) and issubclass(wanted, Enum) else field
