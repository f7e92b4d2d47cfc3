"""The gap after a call: seconds from the hang-up to the agent's next answer while callers wait (docs/waiting.md)."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any

KEPT = 400
ENOUGH = 20  # fewer gaps of a skill: its wrap-ups stand in
CONNECT_WEIGHT = 0.05
PRIOR_CONNECT_S = 3.0


class Gaps:
    """The last 400 gaps and wrap-ups of each skill, and how long an agent's phone rings, in seconds."""

    def __init__(self, prior_s: float) -> None:
        self._prior_s = prior_s
        self._gaps: dict[str, deque[float]] = {}
        self._wrap_ups: dict[str, deque[float]] = {}
        self.connect_s = PRIOR_CONNECT_S

    def wrapped_up(self, skill: str, wrap_up_s: float) -> None:
        """Take the wrap-up after a call of the skill into account."""
        self._wrap_ups.setdefault(skill, deque(maxlen=KEPT)).append(wrap_up_s)

    def followed(self, skill: str, wrap_up_s: float, connect_s: float) -> None:
        """Take a gap into account after which somebody waited: the wrap-up and the time to the next answer."""
        self._gaps.setdefault(skill, deque(maxlen=KEPT)).append(wrap_up_s + connect_s)
        self.connect_s += CONNECT_WEIGHT * (connect_s - self.connect_s)

    def sample(self, skill: str) -> list[float]:
        """Return the gaps of a skill in seconds, sorted; before twenty are known also its wrap-ups, or the prior."""
        gaps = self._gaps.get(skill, ())
        if len(gaps) >= ENOUGH:
            return sorted(gaps)
        wrap_ups = self._wrap_ups.get(skill) or (self._prior_s,)
        return sorted([*gaps, *(wrap_up_s + self.connect_s for wrap_up_s in wrap_ups)])

    def to_plain(self) -> dict[str, Any]:
        """Return the samples as plain data."""
        return {"gaps": _lists(self._gaps), "wrap_ups": _lists(self._wrap_ups), "connect_s": self.connect_s}

    @classmethod
    def from_plain(cls, prior_s: float, plain: Mapping[str, Any]) -> "Gaps":
        """Return the gaps that `to_plain` described."""
        gaps = cls(prior_s)
        gaps._gaps = _deques(plain["gaps"])
        gaps._wrap_ups = _deques(plain["wrap_ups"])
        gaps.connect_s = plain["connect_s"]
        return gaps


def sample_rests(ordered: Sequence[float], elapsed_s: float, uniforms: Iterable[float]) -> list[float]:
    """Return rests in seconds of a gap that has lasted so long: the longer ones of the sample, drawn by uniforms.

    A gap longer than all of the sample is taken to go on for a time of their mean length, exponentially.
    """
    first = bisect_right(ordered, elapsed_s)
    longer = ordered[first:]
    if longer:
        return [longer[int(u * len(longer))] - elapsed_s for u in uniforms]
    mean = sum(ordered) / len(ordered)
    return [-log(u) * mean for u in uniforms]


def _lists(samples: Mapping[str, deque[float]]) -> list[list[Any]]:
    return [[skill, list(sample)] for skill, sample in samples.items()]


def _deques(rows: Iterable[tuple[str, list[float]]]) -> dict[str, deque[float]]:
    return {skill: deque(sample, maxlen=KEPT) for skill, sample in rows}
