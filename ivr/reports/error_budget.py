"""The error budget of the running half hour: how many more calls may be missed without missing the goal.

By V6 (docs/metrics.md, section 7), of the visits that joined in the half hour:

    kept       answered_within
    missed     (answered - answered_within) + abandoned + still waiting for longer than T
    undecided  still waiting for at most T
    counting   kept + missed + undecided     (short abandons, time-outs and the like are in no V6)
    expected   counting * 30 minutes / minutes gone      as many will count in the end, at this pace
    may_miss   floor((1 - goal) * expected) - missed     below 0: the goal is out of reach at this pace
    may_miss_so_far  floor((1 - goal) * counting) - missed      if nobody else came
    ends_at    kept / (kept + missed)        what is to come goes as what has come

Several queues, each with its own goal and threshold: kept, missed, expected and (1 - goal) * expected are added up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor

from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts

HALF_HOUR = timedelta(minutes=30)
PACE_AFTER = timedelta(minutes=1)  # before it, a pace would be a guess from one or two calls


@dataclass(frozen=True, slots=True)
class HalfHour:
    """What came so far to one queue in the running half hour."""

    counts: Counts
    over: int  # still waiting, for longer than the threshold
    within: int  # still waiting, not for so long yet
    gone: timedelta
    goal_percent: int = 80

    @property
    def kept(self) -> int:
        """Answered in time."""
        return self.counts.answered_within

    @property
    def missed(self) -> int:
        """Answered too late, given up, or waiting too long already."""
        return self.counts.answered - self.counts.answered_within + self.counts.abandoned + self.over

    @property
    def counting(self) -> int:
        """All that came and will count."""
        return self.kept + self.missed + self.within

    @property
    def expected(self) -> Fraction | None:
        """How many will count in the end at this pace; None when it is too early to tell."""
        if self.gone < PACE_AFTER:
            return None
        microsecond = timedelta(microseconds=1)
        return self.counting * Fraction(HALF_HOUR // microsecond, min(self.gone, HALF_HOUR) // microsecond)

    @property
    def forgiven(self) -> Fraction:
        """The share that may be missed."""
        return Fraction(100 - self.goal_percent, 100)


@dataclass(frozen=True, slots=True)
class ErrorBudget:
    """The budget; a figure that cannot be told (nothing counts yet, or it is too early) is None."""

    offered: int
    kept: int
    missed: int
    undecided: int
    expected: int | None
    may_miss: int | None
    may_miss_so_far: int | None
    ends_at: float | None


def error_budget(parts: Sequence[HalfHour]) -> ErrorBudget:
    """The budget of one queue, or of several together."""
    kept, missed = sum(part.kept for part in parts), sum(part.missed for part in parts)
    counting = sum(part.counting for part in parts)
    expected = [part.expected for part in parts]
    paced = [(one, part.forgiven) for one, part in zip(expected, parts, strict=True) if one is not None]
    known = counting > 0 and len(paced) == len(parts)
    return ErrorBudget(
        offered=sum(part.counts.offered for part in parts),
        kept=kept,
        missed=missed,
        undecided=sum(part.within for part in parts),
        expected=round(sum(one for one, _ in paced)) if known else None,
        may_miss=floor(sum(one * forgiven for one, forgiven in paced)) - missed if known else None,
        may_miss_so_far=floor(sum(part.counting * part.forgiven for part in parts)) - missed if counting else None,
        ends_at=kept / (kept + missed) if kept + missed else None,
    )


def waiting_over(waiting: Iterable[Visit], threshold_s: float, now: datetime) -> tuple[int, int]:
    """Of those who still wait: for how many the threshold is over, and for how many it is not."""
    over = [(now - visit.joined_at).total_seconds() > threshold_s for visit in waiting]
    return sum(over), len(over) - sum(over)
