"""One estimate out of several: a linear stack of logarithms that learns with every answered wait (docs/waiting.md).

Recursive least squares with forgetting. It is asked only where the agents' states are known poorly.
"""

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Any

OFFSET_S = 3.0
ENOUGH = 60
MEMORY = 0.995
PRIOR_VARIANCE = 1.0  # of each weight: small enough to begin as the drain, large enough to leave it in a day
FARTHEST = 3.0  # never more than e^3 from the drain, whatever was learned


class Stack:
    """Weights of drain, advance time, QLm, head of line, last ten waits and position, all as logarithms, and a bias."""

    def __init__(self, features: int) -> None:
        size = features + 1
        self._weights = [1.0] + [0.0] * features
        self._spread = [[PRIOR_VARIANCE * (row == column) for column in range(size)] for row in range(size)]
        self._learned = 0

    @property
    def is_ready(self) -> bool:
        """Whether it has learned from enough waits to be asked."""
        return self._learned >= ENOUGH

    def learn(self, features_s: Sequence[float], actual_s: float) -> None:
        """Take a wait into account for which these predictions had been made, all in seconds."""
        x = _logs(features_s)
        projected = [_dot(row, x) for row in self._spread]
        scale = MEMORY + _dot(x, projected)
        gain = [value / scale for value in projected]
        error = log(actual_s + OFFSET_S) - _dot(self._weights, x)
        self._weights = [weight + step * error for weight, step in zip(self._weights, gain, strict=True)]
        self._spread = [
            [(self._spread[row][column] - gain[row] * projected[column]) / MEMORY for column in range(len(x))]
            for row in range(len(x))
        ]
        self._learned += 1

    def predict(self, features_s: Sequence[float]) -> float:
        """Return the wait in seconds that these predictions amount to."""
        drained = log(max(0.0, features_s[0]) + OFFSET_S)
        stacked = _dot(self._weights, _logs(features_s))
        return max(0.0, exp(min(drained + FARTHEST, max(drained - FARTHEST, stacked))) - OFFSET_S)

    def to_plain(self) -> dict[str, Any]:
        """Return weights and their spread as plain data."""
        return {"weights": self._weights, "spread": self._spread, "learned": self._learned}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Stack":
        """Return the stack that `to_plain` described."""
        stack = cls(len(plain["weights"]) - 1)
        stack._weights, stack._spread = list(plain["weights"]), [list(row) for row in plain["spread"]]
        stack._learned = plain["learned"]
        return stack


def _logs(features_s: Sequence[float]) -> list[float]:
    return [*(log(max(0.0, feature) + OFFSET_S) for feature in features_s), 1.0]


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))
