"""The service level of each skill in the running half hour, as the router sees it (docs/metrics.md, formula V6)."""

from collections.abc import Iterable
from typing import Any

HALF_HOUR_S = 1800.0
SHORT_ABANDON_S = 5.0


class HalfHours:
    """Per skill: the running half hour, calls answered in time, calls that count; waits in seconds."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, int, int]] = {}

    def answered(self, t: float, skill: str, wait_s: float, target_s: float) -> None:
        """Count a call answered at t."""
        half_hour, in_time, counted = self._running(t, skill)
        self._counts[skill] = (half_hour, in_time + (wait_s <= target_s), counted + 1)

    def abandoned(self, t: float, skill: str, wait_s: float) -> None:
        """Count a call whose caller hung up at t, unless after so short a wait that it does not count."""
        half_hour, in_time, counted = self._running(t, skill)
        self._counts[skill] = (half_hour, in_time, counted + (wait_s > SHORT_ABANDON_S))

    def service_level(self, t: float, skill: str) -> float | None:
        """Return the share (0 to 1) answered in time in the half hour of t, None before anything counted."""
        _, in_time, counted = self._running(t, skill)
        return in_time / counted if counted else None

    def to_plain(self) -> list[list[Any]]:
        """Return rows of skill, half hour, in time, counted for the snapshot."""
        return [[skill, *counts] for skill, counts in self._counts.items()]

    @classmethod
    def from_plain(cls, rows: Iterable[tuple[str, int, int, int]]) -> "HalfHours":
        """Return the half hours that `to_plain` described."""
        found = cls()
        found._counts = {skill: (half_hour, in_time, counted) for skill, half_hour, in_time, counted in rows}
        return found

    def _running(self, t: float, skill: str) -> tuple[int, int, int]:
        half_hour = int(t // HALF_HOUR_S)
        known = self._counts.get(skill)
        return known if known and known[0] == half_hour else (half_hour, 0, 0)
