"""What callbacks come to (docs/metrics.md): asked for, tried, reached, connected; their own wait stands apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from ivr.reports.counts import Counts

REACHED = frozenset({"confirmed", "connected", "abandoned"})
OPEN = frozenset({"requested", "waiting", "dialled", "confirmed", "machine", "no_answer"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One callback: how it stands, how often it was dialled, seconds from the request to the agent."""

    state: str
    attempts: int
    wait_s: float | None


@dataclass(frozen=True, slots=True)
class CallbackFigures:
    """The counts of some callbacks, and how long the connected ones waited for it, in seconds."""

    requested: int
    open: int
    attempted: int
    reached: int
    connected: int
    expired: int
    merged: int
    mean_wait_s: float | None
    median_wait_s: float | None
    longest_wait_s: float | None

    @property
    def connected_share(self) -> float | None:
        """The share connected of those that are over, by callback or because the person rang in; None of none."""
        over = self.requested - self.open
        return (self.connected + self.merged) / over if over else None


def callback_figures(asked: Sequence[Asked]) -> CallbackFigures:
    """What these callbacks come to."""
    waits = [one.wait_s for one in asked if one.wait_s is not None]
    return CallbackFigures(
        requested=len(asked),
        open=sum(one.state in OPEN for one in asked),
        attempted=sum(one.attempts > 0 for one in asked),
        reached=sum(one.state in REACHED for one in asked),
        connected=sum(one.state == "connected" for one in asked),
        expired=sum(one.state in ("expired", "unreached") for one in asked),
        merged=sum(one.state == "merged" for one in asked),
        mean_wait_s=fmean(waits) if waits else None,
        median_wait_s=median(waits) if waits else None,
        longest_wait_s=max(waits, default=None),
    )


def level_with_callbacks(counts: Counts) -> float | None:
    """Service level as if who asked for a callback had not been answered in time: the other way to report it."""
    whole = counts.answered + counts.abandoned + counts.callback
    return counts.answered_within / whole if whole else None
