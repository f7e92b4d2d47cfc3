"""What a waiting caller is told: an upper bound in round steps, never a mean (docs/waiting.md)."""

from bisect import bisect_left
from dataclasses import dataclass

from ivr.routing.wait_estimate import Estimate

STEPS_S = (30, 60, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600)
SILENT_UNDER_S = 20.0


@dataclass(frozen=True, slots=True)
class Announcement:
    """A promise: "less than `seconds_upper` seconds", or no time at all (None); p50 and p80 in seconds as estimated."""

    seconds_upper: int | None
    position: int
    p50: float | None
    p80: float | None


def upper_step(seconds: float) -> int | None:
    """Return the step in seconds at or above the bound, None when it is over an hour and no time can be promised."""
    index = bisect_left(STEPS_S, seconds)
    return STEPS_S[index] if index < len(STEPS_S) else None


def announcement(estimate: Estimate) -> Announcement:
    """Return what to say: no time under 20 s expected, over an hour, or with nobody logged in."""
    short_or_unknown = estimate.point is None or estimate.p80 is None or estimate.point < SILENT_UNDER_S
    seconds = None if short_or_unknown or estimate.p80 is None else upper_step(estimate.p80)
    return Announcement(seconds, estimate.position, estimate.p50, estimate.p80)
