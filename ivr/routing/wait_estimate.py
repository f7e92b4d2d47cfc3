"""The expected wait: position x handle time / agents, with the spread of that many services (docs/waiting.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

SLOWEST_LEARNING = 1 / 150
PSEUDO_CALLS = 5

_Z50, _Z80, _Z10, _Z90 = (NormalDist().inv_cdf(q) for q in (0.5, 0.8, 0.1, 0.9))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Remaining wait in seconds: mean, median, bound announced, 10 % and 90 % bounds; None when nobody is logged in."""

    point: float | None
    p50: float | None
    p80: float | None
    lo: float | None
    hi: float | None
    position: int
    basis: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands: position (1 = next), qualified agents logged in, working and idle."""

    position: int
    logged_in: int
    working: int
    idle: int


class HandleTimes:
    """Learned mean handle time (talk and wrap-up) per skill, in seconds, starting from a prior."""

    def __init__(self, prior_s: float) -> None:
        self._prior_s = prior_s
        self._learned: dict[str, tuple[float, int]] = {}

    def learn(self, skill: str, seconds: float) -> None:
        """Take one finished call into account; its weight falls from 1/5 to 1/150."""
        mean, count = self._learned.get(skill, (self._prior_s, 0))
        weight = max(SLOWEST_LEARNING, 1 / (count + PSEUDO_CALLS))
        self._learned[skill] = (mean + weight * (seconds - mean), count + 1)

    def mean_s(self, skill: str) -> float:
        """Return the expected handle time in seconds, at least one."""
        return max(1.0, self._learned.get(skill, (self._prior_s, 0))[0])

    def count(self, skill: str) -> int:
        """Return how many calls of the skill were learned from."""
        return self._learned.get(skill, (0.0, 0))[1]

    def to_plain(self) -> list[list[str | float | int]]:
        """Return plain rows of skill, mean in seconds and count for the snapshot."""
        return [[skill, mean, count] for skill, (mean, count) in self._learned.items()]

    @classmethod
    def from_plain(cls, prior_s: float, rows: Iterable[tuple[str, float, int]]) -> "HandleTimes":
        """Return the handle times that `to_plain` described."""
        times = cls(prior_s)
        times._learned = {skill: (mean, count) for skill, mean, count in rows}
        return times


def estimate_wait(standing: Standing, handle_s: float, learned_from: int) -> Estimate:
    """Return the wait in seconds until `position` services have begun, minus those an idle agent begins at once."""
    if not standing.logged_in:
        return Estimate(None, None, None, None, None, standing.position, "nobody logged in", 0.0)
    services = max(0, standing.position - standing.idle)
    if not services:
        return Estimate(0.0, 0.0, 0.0, 0.0, 0.0, standing.position, "agent idle", 1.0)
    mean = services * handle_s / max(1, standing.working)
    p50, p80, lo, hi = (erlang_quantile(mean, services, z) for z in (_Z50, _Z80, _Z10, _Z90))
    basis = "position x handle time / agents" if learned_from >= PSEUDO_CALLS else "position x prior / agents"
    return Estimate(mean, p50, p80, lo, hi, standing.position, basis, learned_from / (learned_from + PSEUDO_CALLS))


def erlang_quantile(mean: float, services: int, z: float) -> float:
    """Return the quantile (at the normal score z) of a sum of exponential services, by Wilson and Hilferty."""
    spread = 1 / (9 * services)
    cubed: float = max(0.0, 1 - spread + z * spread**0.5) ** 3
    return mean * cubed


BEING_SERVED = Estimate(0.0, 0.0, 0.0, 0.0, 0.0, 0, "agent ringing or talking", 1.0)
