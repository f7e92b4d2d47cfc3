"""Who is let into a queue: what its door asks for, and why a call is refused there (docs/metrics.md: not offered)."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why a call was not let in."""

    CLOSED = "closed"
    FULL = "full"
    NOBODY = "nobody"  # with the skill is logged in


@dataclass(frozen=True, slots=True)
class Admission:
    """Let nobody in beyond so many who wait, outside opening hours, while nobody with the skill is logged in."""

    full_at: int | None = None
    only_open: bool = False
    only_staffed: bool = False


EVERYBODY = Admission()


def refusal(door: Admission, *, waiting: int, is_open: bool, is_staffed: bool) -> Refusal | None:
    """Why one more call is not let in, None when it is."""
    if door.only_open and not is_open:
        return Refusal.CLOSED
    if door.only_staffed and not is_staffed:
        return Refusal.NOBODY
    if door.full_at is not None and waiting >= door.full_at:
        return Refusal.FULL
    return None
