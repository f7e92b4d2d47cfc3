"""What went by lately in each skill: the last ten waits, and how fast the line moves on (docs/waiting.md)."""

from collections import deque
from collections.abc import Iterable
from typing import Any

LAST = 10
ADVANCE_WEIGHT = 0.1
NEW: tuple[float, float | None, int] = (0.0, None, 0)


class RecentWaits:
    """Per skill the last ten answered waits and the mean time between departures from a line with somebody in it."""

    def __init__(self) -> None:
        self._last: dict[str, deque[float]] = {}
        self._advance: dict[str, tuple[float, float | None, int]] = {}  # mean step, begin of the running one, waiting

    def answered(self, skill: str, wait_s: float) -> None:
        """Take an answered wait into account."""
        self._last.setdefault(skill, deque(maxlen=LAST)).append(wait_s)

    def departed(self, t: float, skill: str) -> None:
        """Take a departure into account, by answer or hang-up."""
        mean, began, waiting = self._advance.get(skill, NEW)
        if began is not None:
            mean = mean + ADVANCE_WEIGHT * (t - began - mean) if mean else t - began
        self._advance[skill] = (mean, t if waiting > 1 else None, max(0, waiting - 1))

    def joined(self, t: float, skill: str) -> None:
        """Count a call that joins; with the first of a line a step begins."""
        mean, began, waiting = self._advance.get(skill, NEW)
        self._advance[skill] = (mean, t if began is None else began, waiting + 1)

    def advance_s(self, skill: str) -> float:
        """Return the mean seconds in which the line moves one place, 0 when unknown."""
        return self._advance.get(skill, NEW)[0]

    def last_ten_s(self, skill: str) -> float:
        """Return the mean of the last ten answered waits in seconds, 0 when unknown."""
        last = self._last.get(skill)
        return sum(last) / len(last) if last else 0.0

    def to_plain(self) -> list[list[Any]]:
        """Return rows of skill, last waits, mean step, its begin and calls waiting for the snapshot."""
        skills = dict.fromkeys([*self._advance, *self._last])
        return [[skill, list(self._last.get(skill, ())), *self._advance.get(skill, NEW)] for skill in skills]

    @classmethod
    def from_plain(cls, rows: Iterable[tuple[str, list[float], float, float | None, int]]) -> "RecentWaits":
        """Return the recent waits that `to_plain` described."""
        recent = cls()
        for skill, last, mean, began, waiting in rows:
            if last:
                recent._last[skill] = deque(last, maxlen=LAST)
            recent._advance[skill] = (mean, began, waiting)
        return recent
