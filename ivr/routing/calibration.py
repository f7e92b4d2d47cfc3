"""Predictions held against what happened: the bounds and the stack learn from every wait, also of who gave up.

The wait of a caller who hung up is taken to end when somebody behind him is answered, or an agent for him stays idle.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ivr.routing.agent import Agent
from ivr.routing.bounds import Bounds
from ivr.routing.line import Visit
from ivr.routing.skills import qualifies
from ivr.routing.stack import Stack
from ivr.routing.wait_estimate import Estimate

FEATURES = 6
MOST_GHOSTS = 1000


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was first expected of a call, in seconds, and where it stood then."""

    at: float
    skill: str
    min_level: int
    rank: tuple[float, int]
    p50: float
    quantiles: tuple[float, ...]
    features: tuple[float, ...]

    def to_plain(self) -> dict[str, Any]:
        """Return plain data for the snapshot."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Prediction":
        """Return the prediction that `to_plain` described."""
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()
        }
        return cls(**fields)


class Calibration:
    """What becomes of predictions; `stacked` when the agents' states are too poor for the drain alone."""

    def __init__(self, stacked: bool) -> None:
        self.stacked = stacked
        self._bounds = Bounds()
        self._stack = Stack(FEATURES)
        self._waiting: dict[Hashable, Prediction] = {}
        self._ghosts: dict[Hashable, Prediction] = {}

    def predicted(self, t: float, visit: Visit, estimate: Estimate, features: Sequence[float]) -> None:
        """Take note of the first estimate of a call, as it was before calibration."""
        scaled = self._corrected(estimate, features)
        if visit.call not in self._waiting and scaled.p50 is not None:
            quantiles = _quantiles(scaled)
            self._waiting[visit.call] = Prediction(
                t, visit.skill, visit.min_level, visit.rank, scaled.p50, quantiles, tuple(features)
            )

    def began(self, t: float, visit: Visit, agent: Agent) -> None:
        """Learn from an answered call, and from those who hung up before it and would have been answered by now."""
        mine = self._waiting.pop(visit.call, None)
        if mine is not None:
            self._learn(t, mine)
        for call, ghost in tuple(self._ghosts.items()):
            if ghost.skill == visit.skill and ghost.rank < visit.rank and _can(agent, ghost):
                self._learn(t, self._ghosts.pop(call))

    def left(self, visit: Visit, abandoned: bool) -> None:
        """Go on counting the wait of a caller who hung up; forget one who was sent elsewhere."""
        mine = self._waiting.pop(visit.call, None)
        if mine is not None and abandoned and len(self._ghosts) < MOST_GHOSTS:
            self._ghosts[visit.call] = mine

    def freed(self, t: float, agent: Agent) -> None:
        """Learn from those who hung up and would have been answered now, when nobody waits for this agent."""
        if any(_can(agent, waiting) for waiting in self._waiting.values()):
            return
        for call, ghost in tuple(self._ghosts.items()):
            if _can(agent, ghost):
                self._learn(t, self._ghosts.pop(call))

    def calibrated(self, estimate: Estimate, features: Sequence[float]) -> Estimate:
        """Return the estimate with the stack's median, if it is asked, and bounds that held in the past."""
        scaled = self._corrected(estimate, features)
        if scaled.p50 is None:
            return scaled
        lo, p80, hi = self._bounds.calibrated(_quantiles(scaled), scaled.p50)
        p80 = max(p80, scaled.p50)
        return replace(scaled, lo=min(lo, scaled.p50), p80=p80, hi=max(hi, p80))

    def to_plain(self) -> dict[str, Any]:
        """Return predictions and what was learned as plain data."""
        return {
            "bounds": self._bounds.to_plain(),
            "stack": self._stack.to_plain(),
            "waiting": [[call, prediction.to_plain()] for call, prediction in self._waiting.items()],
            "ghosts": [[call, prediction.to_plain()] for call, prediction in self._ghosts.items()],
        }

    @classmethod
    def from_plain(cls, stacked: bool, plain: Mapping[str, Any]) -> "Calibration":
        """Return the calibration that `to_plain` described."""
        found = cls(stacked)
        found._bounds, found._stack = Bounds.from_plain(plain["bounds"]), Stack.from_plain(plain["stack"])
        found._waiting = {call: Prediction.from_plain(fields) for call, fields in plain["waiting"]}
        found._ghosts = {call: Prediction.from_plain(fields) for call, fields in plain["ghosts"]}
        return found

    def _learn(self, t: float, prediction: Prediction) -> None:
        actual_s = max(0.0, t - prediction.at)
        self._bounds.learn(prediction.quantiles, prediction.p50, actual_s)
        if self.stacked and prediction.features:
            self._stack.learn(prediction.features, actual_s)

    def _corrected(self, estimate: Estimate, features: Sequence[float]) -> Estimate:
        if not self.stacked or not self._stack.is_ready or not estimate.point:
            return estimate
        factor = self._stack.predict(features) / estimate.point
        p50, p80, lo, hi = ((value or 0.0) * factor for value in (estimate.p50, estimate.p80, estimate.lo, estimate.hi))
        return replace(estimate, point=estimate.point * factor, p50=p50, p80=p80, lo=lo, hi=hi, basis="stack")


def _quantiles(estimate: Estimate) -> tuple[float, ...]:
    return tuple(value or 0.0 for value in (estimate.lo, estimate.p80, estimate.hi))


def _can(agent: Agent, prediction: Prediction) -> bool:
    return qualifies(agent.skills, prediction.skill, prediction.min_level)
