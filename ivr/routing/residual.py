"""How long a talk still lasts that has lasted so long already: the conditional lognormal."""

from collections.abc import Sequence
from math import exp, log
from statistics import NormalDist

NORMAL = NormalDist()
FARTHEST = 8.0  # normal score of a talk no model expects: from there on the tail is not followed
JUST_BEGUN_S = 0.001


def mean_residual(log_mean: float, sigma: float, elapsed_s: float) -> float:
    """Return the expected rest in seconds: E[X - t | X > t] = e^(m + s^2/2) * Phi(s - z) / Phi(-z) - t."""
    if elapsed_s <= JUST_BEGUN_S:
        return exp(log_mean + sigma * sigma / 2)
    z = score(log_mean, sigma, elapsed_s)
    surviving, weighted = NORMAL.cdf(-z), NORMAL.cdf(sigma - z)
    return exp(log_mean + sigma * sigma / 2) * weighted / surviving - elapsed_s


def sample_residuals(log_mean: float, sigma: float, elapsed_s: float, uniforms: Sequence[float]) -> list[float]:
    """Return rests in seconds, one for each uniform number in (0, 1), a larger number a shorter rest.

    The inverse of the conditional distribution is taken in its upper tail, where it stays exact for long talks.
    """
    surviving = NORMAL.cdf(-score(log_mean, sigma, elapsed_s)) if elapsed_s > JUST_BEGUN_S else 1.0
    inverse = NORMAL.inv_cdf
    return [max(0.0, exp(log_mean - sigma * inverse(surviving * u)) - elapsed_s) for u in uniforms]


def score(log_mean: float, sigma: float, elapsed_s: float) -> float:
    """Return the normal score of a time, z = (ln t - m) / s, bounded."""
    return min(FARTHEST, (log(elapsed_s) - log_mean) / sigma)
