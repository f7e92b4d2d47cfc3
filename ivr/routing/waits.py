"""What is known of waiting: it learns from the floor, estimates waits and decides what callers are told of them."""

from collections.abc import Hashable, Mapping
from math import log
from typing import Any

from ivr.routing.agent import Agent
from ivr.routing.calibration import Calibration
from ivr.routing.estimator import Estimator
from ivr.routing.experience import Experience
from ivr.routing.free_times import expected_free_s
from ivr.routing.line import Visit
from ivr.routing.promises import Manner, Promise, Speech, speech
from ivr.routing.recent_waits import RecentWaits
from ivr.routing.rules import RoutingConfig
from ivr.routing.scene import Scene
from ivr.routing.wait_estimate import Estimate

AWAITED_S = 3.0  # so long a caller hears nothing while his first estimate is made elsewhere
LOOK_FOR_FED_S = 1.0
EIGHT_IN_TEN = -log(0.2)  # times the mean of an exponential patience: so many have hung up


class Waits:
    """Learns from what happens on the floor and says how long each call will wait; every time is in seconds."""

    def __init__(self, config: RoutingConfig, seed: int) -> None:
        self._config = config
        self._seed = seed
        self._experience = Experience(config.handle_prior_s)
        self._calibration = Calibration(config.poor_agent_states)
        self._recent = RecentWaits()
        self._promises: dict[Hashable, Promise] = {}
        self._estimator = Estimator(self._experience, self._recent)

    # What happened: each learns at once

    def joined(self, t: float, visit: Visit, told: Promise | None = None) -> None:
        """Hear that a call joined the line (not that an offered call came back to it), and what it was told before."""
        self._recent.joined(t, visit.skill)
        if told is not None:
            self._promises[visit.call] = told

    def left(self, t: float, visit: Visit, abandoned: bool) -> None:
        """Hear that a call left unanswered: the caller hung up (abandoned), or was sent elsewhere."""
        self._experience.patience.waited(visit.skill, t - visit.joined_at, abandoned)
        self._calibration.left(visit, abandoned)
        self._departed(t, visit)

    def began(self, t: float, visit: Visit, agent: Agent) -> None:
        """Hear that an agent answered the call."""
        self._experience.patience.waited(visit.skill, t - visit.joined_at, abandoned=False)
        self._experience.answered(t, agent.id, visit.joined_at)
        self._calibration.began(t, visit, agent)
        self._recent.answered(visit.skill, t - visit.joined_at)
        self._departed(t, visit)

    def handled(self, t: float, skill: str, agent: Hashable, talk_s: float, wrap_up_s: float) -> None:
        """Hear that an agent's wrap-up after a call of the skill is over."""
        self._experience.handled(t, skill, agent, talk_s, wrap_up_s)

    def freed(self, t: float, agent: Agent) -> None:
        """Hear that an agent can take calls again, before the next is given to him."""
        self._calibration.freed(t, agent)

    # What is asked: nothing changes

    def mean_handle_s(self, skill: str) -> float:
        """Return the expected seconds of a call of the skill, talk and wrap-up."""
        return self._experience.handle_times.mean_s(skill)

    def free_s(self, t: float, agent: Agent) -> float | None:
        """Return in how many seconds an agent who talks or wraps up is expected to be free, None for all others."""
        return expected_free_s(t, agent, self._experience)

    def estimate(self, t: float, visit: Visit, scene: Scene) -> Estimate:
        """Return the remaining wait of a call in the scene's line, or of one that would join it."""
        raw = self._raw(t, visit, scene)
        return self._calibration.calibrated(raw, self._features(visit, scene, raw))

    def estimate_all(self, t: float, scene: Scene) -> dict[Hashable, Estimate]:
        """Return what one drain for each connected group finds for every call in the line: what `feed` takes.

        It is calibrated where it is looked up, so that it learns from what became of it.
        """
        return self._estimator.all_drained(scene, self._seed)

    def feed(self, t: float, estimates: Mapping[Hashable, Estimate]) -> None:
        """Take over what drains elsewhere found; it is good for five seconds and calibrated here."""
        self._estimator.feed(t, estimates)

    # What is said

    def speak(self, t: float, visit: Visit, scene: Scene) -> Speech:
        """Return what the caller is told now; it is kept as his promise."""
        waits_for_drain = self._config.estimates == "fed" and not self._estimator.is_fed(t, visit.call)
        if waits_for_drain and visit.call not in self._promises and t - visit.joined_at < AWAITED_S:
            return Speech(None, False, t + LOOK_FOR_FED_S)
        raw = self._raw(t, visit, scene)
        features = self._features(visit, scene, raw)
        self._calibration.predicted(t, visit, raw, features)
        estimate = self._calibration.calibrated(raw, features)
        said, self._promises[visit.call] = speech(
            t, estimate, self._promises.get(visit.call), self._manner(visit, scene)
        )
        return said

    def _manner(self, visit: Visit, scene: Scene) -> Manner:
        terms = visit.terms
        return Manner(
            tells_time=terms.tells_time,
            tells_range=terms.tells_range,
            tells_position=terms.tells_position and scene.is_fifo(visit),
            level=terms.promise_level,
            look_every_s=terms.announce_every_s,
            patient_s=EIGHT_IN_TEN / self._experience.patience.theta(visit.skill),
        )

    def _raw(self, t: float, visit: Visit, scene: Scene) -> Estimate:
        if self._config.estimates == "fed":
            return self._estimator.looked_up(t, visit, scene)
        return self._estimator.drained(visit, scene, self._seed)

    def _features(self, visit: Visit, scene: Scene, raw: Estimate) -> tuple[float, ...]:
        """What the stack goes by; nothing where it is not asked."""
        return self._estimator.features(visit, scene, raw) if self._calibration.stacked else ()

    def _departed(self, t: float, visit: Visit) -> None:
        self._recent.departed(t, visit.skill)
        self._promises.pop(visit.call, None)

    # The snapshot

    def to_plain(self) -> dict[str, Any]:
        """Return everything learned and promised as plain data."""
        return {
            "experience": self._experience.to_plain(),
            "calibration": self._calibration.to_plain(),
            "recent": self._recent.to_plain(),
            "promises": [[call, *promise.to_plain()] for call, promise in self._promises.items()],
        }

    def learned(self) -> dict[str, Any]:
        """Return what was learned as plain data, and nothing of calls and agents on the floor."""
        return {
            "experience": self._experience.to_plain() | {"wrapped_up": []},
            "calibration": self._calibration.to_plain() | {"waiting": [], "ghosts": []},
            "recent": RecentWaits().to_plain(),
            "promises": [],
        }

    @classmethod
    def from_plain(cls, config: RoutingConfig, seed: int, plain: Mapping[str, Any]) -> "Waits":
        """Return what `to_plain` described."""
        waits = cls(config, seed)
        waits._experience = Experience.from_plain(config.handle_prior_s, plain["experience"])
        waits._calibration = Calibration.from_plain(config.poor_agent_states, plain["calibration"])
        waits._recent = RecentWaits.from_plain(plain["recent"])
        waits._promises = {call: Promise(*fields) for call, *fields in plain["promises"]}
        waits._estimator = Estimator(waits._experience, waits._recent)
        return waits
