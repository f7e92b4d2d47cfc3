"""Everything the wait estimate has learned from the floor, and what it learns from each event (docs/waiting.md)."""

from collections.abc import Hashable, Mapping
from typing import Any

from ivr.routing.gaps import Gaps
from ivr.routing.handle_times import PRIOR_WRAP_UP_SHARE, HandleTimes
from ivr.routing.patience import Patience

LONGEST_CONNECT_S = 60.0  # an answer later than that had another cause: a pause, a refused offer


class Experience:
    """Handle times, gaps after calls and patience; times are seconds."""

    def __init__(self, handle_prior_s: float) -> None:
        self.handle_times = HandleTimes(handle_prior_s)
        self.gaps = Gaps(handle_prior_s * PRIOR_WRAP_UP_SHARE)
        self.patience = Patience()
        self._wrapped_up: dict[Hashable, tuple[float, str, float]] = {}  # agent -> when, skill, seconds

    def handled(self, t: float, skill: str, agent: Hashable, talk_s: float, wrap_up_s: float) -> None:
        """Learn from a call whose wrap-up ended at t."""
        self.handle_times.learn(skill, agent, talk_s, wrap_up_s)
        self.gaps.wrapped_up(skill, wrap_up_s)
        self._wrapped_up[agent] = (t, skill, wrap_up_s)

    def answered(self, t: float, agent: Hashable, joined_at: float) -> None:
        """Learn from an agent's answer of a call that waited already when his wrap-up ended."""
        before = self._wrapped_up.pop(agent, None)
        if before is None:
            return
        at, skill, wrap_up_s = before
        if joined_at <= at and t - at <= LONGEST_CONNECT_S:
            self.gaps.followed(skill, wrap_up_s, t - at)

    def to_plain(self) -> dict[str, Any]:
        """Return everything learned as plain data."""
        return {
            "handle_times": self.handle_times.to_plain(),
            "gaps": self.gaps.to_plain(),
            "patience": self.patience.to_plain(),
            "wrapped_up": [[agent, *gap] for agent, gap in self._wrapped_up.items()],
        }

    @classmethod
    def from_plain(cls, handle_prior_s: float, plain: Mapping[str, Any]) -> "Experience":
        """Return the experience that `to_plain` described."""
        found = cls(handle_prior_s)
        found.handle_times = HandleTimes.from_plain(handle_prior_s, plain["handle_times"])
        found.gaps = Gaps.from_plain(handle_prior_s * PRIOR_WRAP_UP_SHARE, plain["gaps"])
        found.patience = Patience.from_plain(plain["patience"])
        found._wrapped_up = {agent: (at, skill, seconds) for agent, at, skill, seconds in plain["wrapped_up"]}
        return found
