"""How long answered callers waited, as counts by length: they can be added up, and percentiles read from them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

# Seconds up to which a wait counts here: each second, then each 5, then each 30; nobody waits longer than a day.
EDGES: tuple[int, ...] = (*range(1, 61), *range(65, 301, 5), *range(330, 3601, 30), 86_400)

Waits = Mapping[int, int]  # edge in seconds -> how many waited at most so long, and longer than the edge before


@dataclass(frozen=True, slots=True)
class Percentile:
    """Seconds within which a share was answered, None of nobody; and how coarse they are, None: exact."""

    seconds: float | None
    bucket_s: int | None = None


Edge = TypeVar("Edge", int, str)  # JSON keeps names of text


def edge_of(wait_s: float) -> int:
    """The edge a wait counts at."""
    return EDGES[min(bisect_left(EDGES, wait_s), len(EDGES) - 1)]


def bucket_s(edge: int) -> int:
    """How far below an edge the one before it lies."""
    place = EDGES.index(edge)
    return edge - (EDGES[place - 1] if place else 0)


def merged(parts: Iterable[Mapping[Edge, int]]) -> dict[Edge, int]:
    """The counts of several, added up."""
    total: dict[Edge, int] = {}
    for part in parts:
        for edge, count in part.items():
            total[edge] = total.get(edge, 0) + count
    return total


def percentile_s(waits: Waits, share: float) -> int | None:
    """The smallest edge within which this share was answered; None when nobody was."""
    wanted, reached = share * sum(waits.values()), 0
    for edge in sorted(waits):
        reached += waits[edge]
        if waits[edge] and reached >= wanted:
            return edge
    return None
