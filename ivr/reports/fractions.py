"""Figures as what stands above and below their line, so that each visit's share in them can be shown and added up."""

from collections.abc import Callable, Iterable
from math import ceil
from typing import NamedTuple

from ivr.reports.agent_time import AgentTime
from ivr.reports.counts import LONGEST, SUMS, Counts
from ivr.reports.ratios import RATIOS, Sums

PERCENTILES = {"p50_wait_s": 0.5, "p90_wait_s": 0.9, "p95_wait_s": 0.95}


class Part(NamedTuple):
    """What one thing adds above the line, and below it; `below` None: there is no line, or it stands in none of it."""

    above: float
    below: float | None = None


def _each(name: str) -> Callable[[Counts], Part]:
    return lambda counts: Part(getattr(counts, name) or 0)


def _longest(name: str) -> Callable[[Counts], Part]:
    def part(counts: Counts) -> Part:
        length = getattr(counts, name)
        return Part(0, 0) if length is None else Part(length, 1)

    return part


def _ratio(sums: Callable[[Counts], Sums]) -> Callable[[Counts], Part]:
    return lambda counts: Part(*sums(counts))


OF_COUNTS: dict[str, Callable[[Counts], Part]] = {
    **{name: _each(name) for name in SUMS if not name.endswith("_s")},
    **{name: _longest(name) for name in LONGEST},
    **{name: _ratio(sums) for name, sums in RATIOS.items()},
    # Of one visit: its wait, when it was answered. Of many they are put in order, not added.
    **dict.fromkeys(PERCENTILES, _ratio(RATIOS["asa_s"])),
}

OF_TIME: dict[str, Callable[[AgentTime, bool], Part]] = {
    "occupancy": lambda time, ringing: Part(time.contact_s(ringing), time.logged_in_s - time.paused_s),
    "utilisation": lambda time, ringing: Part(time.contact_s(ringing), time.logged_in_s),
    "paused_s": lambda time, _: Part(time.paused_s),
    "logged_in_s": lambda time, _: Part(time.logged_in_s),
    "agent_offers": lambda time, _: Part(time.agent_offers),
    "agent_not_taken": lambda time, _: Part(time.agent_not_taken),
}


ADDED = {name for name in SUMS if not name.endswith("_s")} | (OF_TIME.keys() - {"occupancy", "utilisation"})


def of_counts(figure: str, counts: Counts) -> float | None:
    """A figure of summed counts; no percentile, these are not made of sums."""
    part = OF_COUNTS[figure](counts)
    return _divided(part.above, part.below)


def of_time(figure: str, time: AgentTime, with_ringing: bool = False) -> float | None:
    """A figure of an agent's time."""
    part = OF_TIME[figure](time, with_ringing)
    return _divided(part.above, part.below)


def together(figure: str, parts: Iterable[Part]) -> float | None:
    """The figure that these parts make: their sums divided, the longest of them, or the one at a percentile's place."""
    kept = [part for part in parts if part.above or part.below]
    if figure in LONGEST:
        return max((part.above for part in kept), default=None)
    if figure in PERCENTILES:
        waits = sorted(part.above for part in kept)
        return waits[ceil(PERCENTILES[figure] * len(waits)) - 1] if waits else None
    if figure in ADDED or (kept and all(part.below is None for part in kept)):
        return sum(part.above for part in kept)
    return _divided(sum(part.above for part in kept), sum(part.below or 0 for part in kept))


def _divided(above: float, below: float | None) -> float | None:
    if below is None:
        return above
    return above / below if below else None
