"""How much each skill is asked for, and how scarce those who have it are just now (docs/waiting.md)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GAP_WEIGHT = 0.03


@dataclass(frozen=True, slots=True)
class SkillLoad:
    """One skill at this moment: calls a second, seconds a call, agents who work through its line, those idle."""

    rate: float
    handle_s: float
    staffed: int
    idle: int


def scarcity(loads: Mapping[str, SkillLoad]) -> dict[str, float]:
    """Return each skill's load over its staff and its idle agents, 1.0 on average; 1.0 for all when nobody called."""
    raw = {skill: load.rate * load.handle_s / (load.staffed + 1) / (load.idle + 0.5) for skill, load in loads.items()}
    mean = sum(raw.values()) / len(raw) if raw else 0.0
    return {skill: value / mean for skill, value in raw.items()} if mean > 0 else dict.fromkeys(raw, 1.0)


class Demand:
    """Learned time between calls of each skill: an exponentially weighted mean of the gaps, in seconds."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}
        self._gaps: dict[str, tuple[float, int]] = {}

    def arrived(self, t: float, skill: str) -> None:
        """Take a call that joined at t into account; the first gaps weigh more."""
        last = self._last.get(skill)
        self._last[skill] = t
        if last is None:
            return
        mean, count = self._gaps.get(skill, (0.0, 0))
        weight = max(GAP_WEIGHT, 1 / (count + 1))
        self._gaps[skill] = (mean + weight * (t - last - mean), count + 1)

    def rate(self, t: float, skill: str) -> float:
        """Return calls a second at t; a gap that lasts longer than usual counts as if it ended now, 0 when unknown."""
        if skill not in self._gaps:
            return 0.0
        mean = self._gaps[skill][0]
        open_gap = t - self._last[skill]
        return 1 / max(mean + GAP_WEIGHT * max(0.0, open_gap - mean), 0.001)

    def to_plain(self) -> list[list[Any]]:
        """Return rows of skill, last arrival, mean gap in seconds and number of gaps for the snapshot."""
        return [[skill, last, *self._gaps.get(skill, (0.0, 0))] for skill, last in self._last.items()]

    @classmethod
    def from_plain(cls, rows: Iterable[tuple[str, float, float, int]]) -> "Demand":
        """Return the demand that `to_plain` described."""
        demand = cls()
        demand._last = {skill: last for skill, last, _, _ in rows}
        demand._gaps = {skill: (mean, count) for skill, _, mean, count in rows if count}
        return demand
