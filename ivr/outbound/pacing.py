"""How many calls may be placed now on a trunk: calls at once and calls per second. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.errors import AuthorError

WINDOW_S = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """What a carrier bears: calls at once, calls begun per second; `kept` lines are left free for callbacks."""

    calls: int = 10
    per_second: float = 2.0
    kept: int = 1

    def __post_init__(self) -> None:
        for key, least in (("calls", 1), ("per_second", 0.01), ("kept", 0)):
            if not getattr(self, key) >= least:
                raise AuthorError(f"{getattr(self, key)!r} is less than {least}", key=key)


def may_place(pace: Pace, under_way: int, begun_ago_s: Sequence[float], for_callback: bool) -> int:
    """Return how many calls may begin now; `begun_ago_s`: how long ago the latest ones began, in seconds."""
    kept = 0 if for_callback else min(pace.kept, pace.calls - 1)
    free = pace.calls - kept - under_way
    window_s = max(WINDOW_S, 1 / pace.per_second)  # less than one a second: one in so many seconds
    recent = sum(ago_s < window_s for ago_s in begun_ago_s)
    return max(0, min(free, int(pace.per_second * window_s + 1e-9) - recent))
