"""What one side says of a call or a count: words with named places and the values in them, for any language. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

Value: TypeAlias = "datetime | float | str | Sequence[Said]"  # a float has one decimal; of several sayings each is told


@dataclass(frozen=True, slots=True)
class Said:
    """English words with places like `%(at)s`; as a string they are filled in, moments in UTC to the millisecond."""

    words: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words % {name: _plain(value) for name, value in self.values.items()}


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-3] + " UTC"
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, str | int):
        return str(value)
    return ", ".join(str(one) for one in value)
