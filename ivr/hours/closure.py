"""Closed out of turn: the override for an emergency, stronger than any opening hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from one UTC moment until before another, or until it is taken away (None)."""

    starts: datetime
    ends: datetime | None = None
    reason: str = ""

    def covers(self, moment: datetime) -> bool:
        """Return whether the closure is in force at this moment."""
        return self.starts <= moment and (self.ends is None or moment < self.ends)


def closed_by(closures: Iterable[Closure], moment: datetime) -> Closure | None:
    """Return the closure in force at this moment, or None."""
    return next((closure for closure in closures if closure.covers(moment)), None)


def first_moment_after(closures: Iterable[Closure], moment: datetime) -> datetime | None:
    """Return this moment or the first after it that no closure covers, None when one has no end."""
    waiting = tuple(closures)
    while closure := closed_by(waiting, moment):
        if closure.ends is None:
            return None
        moment = closure.ends
    return moment
