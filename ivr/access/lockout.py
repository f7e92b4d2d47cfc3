"""Lockout: when somebody who failed to sign in may try again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=30)
REMEMBERED = timedelta(days=1)  # older failures decide nothing


@dataclass(frozen=True, slots=True)
class LockoutRule:
    """How many failures within the window lock."""

    failures: int


OF_LOGIN = LockoutRule(5)
OF_ADDRESS = LockoutRule(20)  # behind one address there may be a whole office


def locked_until(failures: Sequence[datetime], rule: LockoutRule) -> datetime | None:
    """When the lock caused by these failures (the oldest first) ends; None when they cause none.

    The first lock is a minute. Each failure after it doubles the next, to half an hour, until there was none for a
    window after the end of a lock.
    """
    until: datetime | None = None
    locks, recent = 0, list[datetime]()
    for at in failures:
        if until is not None and at > until + WINDOW:
            locks = 0
        recent = [*(earlier for earlier in recent if earlier > at - WINDOW), at]
        if locks or len(recent) >= rule.failures:
            until = at + _length(locks)
            locks += 1
    return until


def _length(locks: int) -> timedelta:
    doublings = min(locks, 10)  # more would only make a large number to be cut
    return min(SHORTEST * (1 << doublings), LONGEST)
