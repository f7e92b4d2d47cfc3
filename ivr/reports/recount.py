"""Counts anew by other thresholds than those of the time, from the counts by length (docs/metrics.md, section 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivr.reports.counts import Thresholds
from ivr.reports.quarters import Quarter
from ivr.reports.waits import EDGES, Waits

GivenUp = Mapping[int, Sequence[int]]  # edge in seconds -> how many gave up so late, and their waits in microseconds
MICROSECONDS = 1_000_000
EXACT = frozenset(EDGES)


@dataclass(frozen=True, slots=True)
class Lengths:
    """A piece of a report with how long its callers waited."""

    quarter: Quarter
    answered: Waits
    given_up: GivenUp


def is_exact(limits: Thresholds) -> bool:
    """Whether both thresholds are edges of the counts by length; only then these can be counted anew from them."""
    return {limits.answer_s, limits.short_s} <= EXACT


def recounted(piece: Lengths, limits: Thresholds) -> Quarter:
    """The piece as these thresholds would have counted it; they are edges."""
    ended = [count for count, _ in piece.given_up.values()]
    short = _until(piece, limits.short_s)
    late_us = sum(us for edge, (_, us) in piece.given_up.items() if edge > limits.short_s)
    counts = piece.quarter.counts._replace(
        answered_within=sum(count for edge, count in piece.answered.items() if edge <= limits.answer_s),
        abandoned=sum(ended) - short,
        short_abandoned=short,
        abandoned_within=_until(piece, limits.answer_s),
        abandoned_wait_s=late_us / MICROSECONDS,
    )
    return piece.quarter._replace(counts=counts, thresholds=limits)


def _until(piece: Lengths, seconds: float) -> int:
    return sum(count for edge, (count, _) in piece.given_up.items() if edge <= seconds)
