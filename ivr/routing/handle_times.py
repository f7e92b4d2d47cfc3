"""How long calls take, learned per skill and agent: mean handle time, and talk as a lognormal (docs/waiting.md)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Any

SLOWEST_LEARNING = 1 / 150
PSEUDO_CALLS = 5
AGENT_PSEUDO_CALLS = 6
AGENT_MEMORY = 1 - 1 / 200  # an agent's older calls fade: a beginner gets faster
PRIOR_VARIANCE = 0.5  # of log talk: a coefficient of variation of 0.8
PRIOR_WRAP_UP_SHARE = 0.2
SHORTEST_S = 1.0


@dataclass(slots=True)
class SkillTimes:
    """What is learned of one skill: seconds a call, mean and variance of log talk, from `count` calls."""

    handle_s: float
    log_mean: float
    log_variance: float
    count: int = 0

    @property
    def talk_s(self) -> float:
        """Return the mean talk in seconds, that of the lognormal."""
        return exp(self.log_mean + self.log_variance / 2)


class HandleTimes:
    """Learned handle times; exponentially weighted, the weight of a call falling from 1/5 to 1/150."""

    def __init__(self, prior_s: float) -> None:
        self._prior_s = prior_s
        self._skills: dict[str, SkillTimes] = {}
        self._agents: dict[Hashable, tuple[float, float]] = {}  # sum and number of log deviations

    def learn(self, skill: str, agent: Hashable, talk_s: float, wrap_up_s: float) -> None:
        """Take one finished call into account."""
        times = self._skills.setdefault(skill, self._prior())
        weight = max(SLOWEST_LEARNING, 1 / (times.count + PSEUDO_CALLS))
        deviation = log(max(talk_s, SHORTEST_S)) - times.log_mean
        off = deviation - self.log_factor(agent)
        times.handle_s += weight * (talk_s + wrap_up_s - times.handle_s)
        times.log_mean += weight * off
        times.log_variance = (1 - weight) * (times.log_variance + weight * off * off)
        times.count += 1
        total, count = self._agents.get(agent, (0.0, 0.0))
        self._agents[agent] = (total * AGENT_MEMORY + deviation, count * AGENT_MEMORY + 1)

    def of(self, skill: str) -> SkillTimes:
        """Return what is known of a skill, the prior when no call of it was handled yet."""
        return self._skills.get(skill) or self._prior()

    def mean_s(self, skill: str) -> float:
        """Return the expected handle time in seconds, at least one."""
        return max(SHORTEST_S, self.of(skill).handle_s)

    def count(self, skill: str) -> int:
        """Return how many calls of the skill were learned from."""
        return self.of(skill).count

    def log_factor(self, agent: Hashable) -> float:
        """Return the log of an agent's talk over everybody's, drawn to zero by six pseudo-calls."""
        total, count = self._agents.get(agent, (0.0, 0.0))
        return total / (count + AGENT_PSEUDO_CALLS)

    def to_plain(self) -> dict[str, Any]:
        """Return plain rows of skills and agents for the snapshot."""
        skills = [[s, x.handle_s, x.log_mean, x.log_variance, x.count] for s, x in self._skills.items()]
        return {"skills": skills, "agents": [[agent, *sums] for agent, sums in self._agents.items()]}

    @classmethod
    def from_plain(cls, prior_s: float, plain: Mapping[str, Any]) -> "HandleTimes":
        """Return the handle times that `to_plain` described."""
        times = cls(prior_s)
        times._skills = {skill: SkillTimes(*learned) for skill, *learned in plain["skills"]}
        times._agents = {agent: (total, count) for agent, total, count in plain["agents"]}
        return times

    def _prior(self) -> SkillTimes:
        talk_s = max(SHORTEST_S, self._prior_s * (1 - PRIOR_WRAP_UP_SHARE))
        return SkillTimes(self._prior_s, log(talk_s) - PRIOR_VARIANCE / 2, PRIOR_VARIANCE)
