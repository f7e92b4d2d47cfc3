"""What is known of waiting: it learns from the floor, estimates waits and decides what callers are told of them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.routing.agent import Agent
from ivr.routing.announcements import Announcement, announcement
from ivr.routing.line import Visit
from ivr.routing.rules import RoutingConfig
from ivr.routing.scene import Scene
from ivr.routing.wait_estimate import Estimate, HandleTimes, Standing, estimate_wait


@dataclass(frozen=True, slots=True)
class Speech:
    """What a caller is told now (None: nothing), whether a callback is offered, and when to look again, in seconds."""

    announcement: Announcement | None
    offers_callback: bool
    look_again_at: float


class Waits:
    """Learns from what happens on the floor and says how long each call will wait; every time is in seconds."""

    def __init__(self, config: RoutingConfig, seed: int) -> None:
        self._config = config
        self._seed = seed
        self._handle_times = HandleTimes(config.handle_prior_s)

    # What happened: each learns at once

    def joined(self, t: float, visit: Visit) -> None:
        """Hear that a call joined the line (not that an offered call came back to it)."""

    def left(self, t: float, visit: Visit, abandoned: bool) -> None:
        """Hear that a call left unanswered: the caller hung up (abandoned), or was sent elsewhere."""

    def began(self, t: float, visit: Visit, agent: Agent) -> None:
        """Hear that an agent answered the call."""

    def handled(self, t: float, skill: str, agent: Hashable, talk_s: float, wrap_up_s: float) -> None:
        """Hear that an agent's wrap-up after a call of the skill is over."""
        self._handle_times.learn(skill, talk_s + wrap_up_s)

    def freed(self, t: float, agent: Agent) -> None:
        """Hear that an agent can take calls again, before the next is given to him."""

    # What is asked: nothing changes

    def mean_handle_s(self, skill: str) -> float:
        """Return the expected seconds of a call of the skill, talk and wrap-up."""
        return self._handle_times.mean_s(skill)

    def estimate(self, t: float, visit: Visit, scene: Scene) -> Estimate:
        """Return the remaining wait of a call in the scene's line, or of one that would join it."""
        able = scene.able(visit.skill, visit.min_level)
        working = sum(agent.is_staffing for agent in able)
        standing = Standing(scene.position(visit), len(able), working, sum(map(scene.is_idle, able)))
        return estimate_wait(standing, self.mean_handle_s(visit.skill), self._handle_times.count(visit.skill))

    def estimate_all(self, t: float, scene: Scene) -> dict[Hashable, Estimate]:
        """Return the remaining wait of each call in the scene's line."""
        return {visit.call: self.estimate(t, visit, scene) for visit in scene.waiting}

    # What is said

    def speak(self, t: float, visit: Visit, scene: Scene) -> Speech:
        """Return what the caller is told now; it is kept as his promise."""
        return Speech(announcement(self.estimate(t, visit, scene)), False, t + visit.terms.announce_every_s)

    def feed(self, t: float, estimates: Mapping[Hashable, Estimate]) -> None:
        """Take over estimates made elsewhere, good for the next five seconds."""

    # The snapshot

    def to_plain(self) -> dict[str, Any]:
        """Return everything learned and promised as plain data."""
        return {"handle_times": self._handle_times.to_plain()}

    @classmethod
    def from_plain(cls, config: RoutingConfig, seed: int, plain: Mapping[str, Any]) -> "Waits":
        """Return what `to_plain` described."""
        waits = cls(config, seed)
        waits._handle_times = HandleTimes.from_plain(config.handle_prior_s, plain["handle_times"])
        return waits
