"""Bounds that learn from their own error: conformal factors on the drain's quantiles (docs/waiting.md)."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

KEPT = 300
ENOUGH = 20  # fewer ratios of one size: all sizes count; fewer of all: the drain's own quantiles
SIZES_S = (45.0, 150.0)
OFFSET_S = 3.0  # keeps the ratios of short waits tame
LEVELS = (0.1, 0.8, 0.9)


class Bounds:
    """The last 300 ratios of actual to predicted wait in each of three sizes, for each quantile announced."""

    def __init__(self) -> None:
        self._ratios: list[deque[tuple[float, ...]]] = [deque(maxlen=KEPT) for _ in range(len(SIZES_S) + 1)]

    def learn(self, predicted: Sequence[float], size_s: float, actual_s: float) -> None:
        """Take a wait into account for which the 10, 80 and 90 % quantiles had been predicted, in seconds."""
        row = tuple((actual_s + OFFSET_S) / (quantile + OFFSET_S) for quantile in predicted)
        self._ratios[bisect_right(SIZES_S, size_s)].append(row)

    def calibrated(self, predicted: Sequence[float], size_s: float) -> list[float]:
        """Return the 10, 80 and 90 % bounds in seconds, from the drain's quantiles of the same levels."""
        rows: Sequence[tuple[float, ...]] = self._ratios[bisect_right(SIZES_S, size_s)]
        if len(rows) < ENOUGH:
            rows = [row for sample in self._ratios for row in sample]
        if len(rows) < ENOUGH:
            return list(predicted)
        factors = [conformal([row[at] for row in rows], level) for at, level in enumerate(LEVELS)]
        return [
            max(0.0, (quantile + OFFSET_S) * factor - OFFSET_S)
            for quantile, factor in zip(predicted, factors, strict=True)
        ]

    def to_plain(self) -> list[list[list[float]]]:
        """Return the ratios by size for the snapshot."""
        return [[list(row) for row in sample] for sample in self._ratios]

    @classmethod
    def from_plain(cls, plain: Iterable[Iterable[Sequence[Any]]]) -> "Bounds":
        """Return the bounds that `to_plain` described."""
        bounds = cls()
        bounds._ratios = [deque((tuple(row) for row in sample), maxlen=KEPT) for sample in plain]
        return bounds


def conformal(ratios: Iterable[float], level: float) -> float:
    """Return the quantile at ceil((N + 1) level) / N of N ratios, the largest when that is above it."""
    ordered = sorted(ratios)
    return ordered[min(len(ordered), max(1, ceil((len(ordered) + 1) * level))) - 1]
