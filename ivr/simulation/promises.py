"""How the promises of a simulated day were kept: bounds, announcements, later times (docs/simulation.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ivr.routing.promises import Announcement
from ivr.simulation.forecasts import Forecast
from ivr.simulation.journey import Journey


@dataclass(frozen=True, slots=True)
class Bounds:
    """The 90 % bound at the entry: the share of waits within it, and its mean over the mean wait."""

    coverage: float
    over_wait: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What was announced: the share kept, the time said over the true one, how often, and to whom later times."""

    kept: float
    said_over_true: float
    per_caller: float
    told_later: float


def bounds_of(rows: Sequence[Forecast]) -> Bounds | None:
    """Return how the 90 % bounds held, None where nobody was delayed."""
    known = [(row.estimate.hi, row.journey.true_wait_s) for row in rows]
    pairs = [(hi, wait_s) for hi, wait_s in known if hi is not None and wait_s is not None]
    if not pairs:
        return None
    within = sum(wait_s <= hi for hi, wait_s in pairs) / len(pairs)
    return Bounds(within, sum(hi for hi, _ in pairs) / sum(wait_s for _, wait_s in pairs))


def kept_of(delayed: Sequence[Journey], announced: Mapping[str, Sequence[tuple[float, Announcement]]]) -> Kept | None:
    """Return how the announcements to these callers were kept, None where no time was said."""
    said = [(one, times_said(announced.get(one.call.id, ()))) for one in delayed]
    pairs = [
        (upper_s, one.call.arrives_s + one.true_wait_s - t)
        for one, times in said
        if one.true_wait_s is not None
        for t, upper_s in times
    ]
    if not pairs:
        return None
    return Kept(
        kept=sum(true_s <= upper_s for upper_s, true_s in pairs) / len(pairs),
        said_over_true=sum(upper_s for upper_s, _ in pairs) / sum(true_s for _, true_s in pairs),
        per_caller=sum(len(times) for _, times in said) / len(said),
        told_later=sum(is_told_later(times) for _, times in said) / len(said),
    )


def times_said(announcements: Sequence[tuple[float, Announcement]]) -> list[tuple[float, float]]:
    """Return when a time was said and which, in seconds."""
    return [(t, float(one.seconds_upper)) for t, one in announcements if one.seconds_upper is not None]


def is_told_later(times: Sequence[tuple[float, float]]) -> bool:
    """Whether a later announcement promised a later moment than one before it."""
    moments = [t + upper_s for t, upper_s in times]
    return any(later > earlier for earlier, later in pairwise(moments))
