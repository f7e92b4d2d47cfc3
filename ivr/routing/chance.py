"""Chance without a source of its own: rows of even, mixed numbers, read from a place that a seed names."""

from functools import cache
from math import log
from statistics import NormalDist
from zlib import crc32

ROWS = 256  # a power of two
LAST_ROW = ROWS - 1
_WORD = (1 << 64) - 1


def seed_of(thing: object, seed: int) -> int:
    """Return the seed that belongs to a call or anything else with a lasting repr: the same in every process."""
    return crc32(repr(thing).encode(), seed & 0xFFFFFFFF)


def mixed(count: int, seed: int) -> list[int]:
    """Return the numbers 0 to count - 1 in an order that the seed decides (Fisher and Yates)."""
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        other = _scrambled((seed << 16) + last) % (last + 1)
        order[last], order[other] = order[other], order[last]
    return order


@cache
def layers(paths: int) -> tuple[tuple[float, ...], ...]:
    """Return 256 rows with one number from each of as many equal parts of (0, 1) as there are paths, each row mixed.

    A row for each thing drawn makes the paths differ evenly (a Latin hypercube): fewer of them give the same precision.
    """
    return tuple(
        tuple((part + fraction(row, at)) / paths for at, part in enumerate(mixed(paths, 1000 + row)))
        for row in range(ROWS)
    )


@cache
def normal_layers(paths: int) -> tuple[tuple[float, ...], ...]:
    """Return the same rows as normal scores."""
    inverse = NormalDist().inv_cdf
    return tuple(tuple(map(inverse, row)) for row in layers(paths))


@cache
def exponential_layers(paths: int) -> tuple[tuple[float, ...], ...]:
    """Return the same rows as exponential numbers of mean 1."""
    return tuple(tuple(-log(number) for number in row) for row in layers(paths))


def fraction(row: int, at: int) -> float:
    """Return a number in (0, 1) for a place in the rows."""
    return (_scrambled((row << 16) + at) + 0.5) / (_WORD + 1)


def _scrambled(state: int) -> int:
    """Return splitmix64's output for a state."""
    z = state * 0x9E3779B97F4A7C15 & _WORD
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
    return z ^ (z >> 31)
