"""The expected wait as it is given out, and the cheap formula for it: Whitt's QLm (docs/waiting.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

LEARNED = 0.5  # the confidence after five calls
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


BEING_SERVED = Estimate(0.0, 0.0, 0.0, 0.0, 0.0, 0, "agent ringing or talking", 1.0)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands: position (1 = next), qualified agents logged in, working and idle."""

    position: int
    logged_in: int
    working: int
    idle: int


def nobody(position: int) -> Estimate:
    """Return the estimate while nobody with the skill is logged in: no time."""
    return Estimate(None, None, None, None, None, position, "nobody logged in", 0.0)


def at_once(position: int) -> Estimate:
    """Return the estimate of a call for which an agent is idle."""
    return Estimate(0.0, 0.0, 0.0, 0.0, 0.0, position, "agent idle", 1.0)


def estimate_queue(standing: Standing, handle_s: float, theta: float, confidence: float) -> Estimate:
    """Return QLm, the sum over those before and himself of 1 / (agents / handle time + i theta), theta in 1/s.

    Whitt, Predicting queueing delays, Management Science 1999; its quantiles are those of the gamma distribution with
    the same mean and variance, by Wilson and Hilferty.
    """
    if not standing.logged_in:
        return nobody(standing.position)
    services = max(0, standing.position - standing.idle)
    if not services:
        return at_once(standing.position)
    rate = max(1, standing.working) / handle_s
    steps = [1 / (rate + ahead * theta) for ahead in range(services)]
    mean, shape = sum(steps), sum(steps) ** 2 / sum(step * step for step in steps)
    p50, p80, lo, hi = (gamma_quantile(mean, shape, z) for z in (_Z50, _Z80, _Z10, _Z90))
    return Estimate(mean, p50, p80, lo, hi, standing.position, "position, handle time and patience", confidence)


def gamma_quantile(mean: float, shape: float, z: float) -> float:
    """Return the quantile (at the normal score z) of a gamma distribution, by Wilson and Hilferty."""
    spread = 1 / (9 * shape)
    cubed: float = max(0.0, 1 - spread + z * spread**0.5) ** 3
    return mean * cubed


def estimate_of(waits: Sequence[float], confidence: float) -> Estimate:
    """Return the estimate read off the sorted waits of a drain's paths, in seconds; its position is left open (0)."""
    mean = sum(waits) / len(waits)
    p50, p80, lo, hi = (quantile(waits, level) for level in (0.5, 0.8, 0.1, 0.9))
    return Estimate(mean, p50, p80, lo, hi, 0, "drain" if confidence >= LEARNED else "drain with prior", confidence)


def quantile(ordered: Sequence[float], level: float) -> float:
    """Return the quantile of a sorted sample, between its neighbours in proportion."""
    place = min(len(ordered) - 1.0, max(0.0, level * len(ordered) - 0.5))
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
