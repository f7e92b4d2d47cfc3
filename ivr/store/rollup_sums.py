"""What visits and refusals add to a quarter of an hour and to its day: counted once, added to both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ivr.reports.call_record import Refusal, Visit
from ivr.reports.counts import LONGEST, SUMS, Counts, Thresholds, ended_counts, total
from ivr.reports.quarters import quarter_of
from ivr.reports.waits import edge_of
from ivr.store.sums import Key, Row, add, column_of, kept

Counted = Visit | Refusal
ALWAYS = Thresholds()


@dataclass(frozen=True, slots=True)
class Sum:
    """What some of one quarter and queue add up to by one rule; `lengths`: `waits` and `given_up` as a row has them."""

    limits: Thresholds
    counts: Counts
    lengths: Row


def key_of(one: Counted) -> Key:
    """The quarter and the queue one counts in."""
    return quarter_of(one.refused_at if isinstance(one, Refusal) else one.joined_at), one.queue


def by_key(some: Iterable[Counted]) -> dict[Key, list[Counted]]:
    """These by the quarter and the queue they count in."""
    found: dict[Key, list[Counted]] = {}
    for one in some:
        found.setdefault(key_of(one), []).append(one)
    return found


def sums_of(some: Iterable[Counted], limits: Mapping[str, Thresholds]) -> dict[Key, Sum]:
    """What they add to each quarter, by the rules queues are believed to have."""
    return {key: sum_of(found, limits.get(key[1], ALWAYS)) for key, found in by_key(some).items()}


def sum_of(some: Iterable[Counted], limits: Thresholds) -> Sum:
    """What they add up to by this rule."""
    counts = [counts_of(one, limits) for one in some]
    lengths: Row = {"waits": {}, "given_up": {}}
    for one in counts:
        place(lengths, one, 1)
    return Sum(limits, total(counts), lengths)


def add_sum(row: Row, more: Sum) -> None:
    """Count a sum in a row."""
    add(row, more.counts, SUMS, 1)
    for column, length in longest_of(more.counts).items():
        row[column] = max((one for one in (row[column], length) if one is not None), default=None)
    for edge, count in more.lengths["waits"].items():
        _count_at(row["waits"], edge, count)
    for edge, (count, length_us) in more.lengths["given_up"].items():
        _sum_at(row["given_up"], edge, count, length_us)


def counts_of(one: Counted, limits: Thresholds) -> Counts:
    """What one adds to the counts."""
    return Counts(refused=1) if isinstance(one, Refusal) else ended_counts(one, limits)


def longest_of(counts: Counts) -> Row:
    """The longest waits as a row has them."""
    return {column_of(name): kept(getattr(counts, name), name) for name in LONGEST}


def place(row: Row, counts: Counts, sign: int) -> None:
    """Count the length of one visit's wait, or take it away."""
    if counts.answered:
        _count_at(row["waits"], str(edge_of(counts.longest_wait_s or 0)), sign)
    elif counts.abandoned or counts.short_abandoned:
        edge, length_us = str(edge_of(counts.longest_wait_s or 0)), kept(counts.longest_wait_s, "longest_wait_s")
        _sum_at(row["given_up"], edge, sign, sign * length_us)


def _count_at(lengths: Row, edge: str, more: int) -> None:
    left = lengths.get(edge, 0) + more
    if left:
        lengths[edge] = left
    else:
        lengths.pop(edge, None)


def _sum_at(lengths: Row, edge: str, more: int, more_us: int) -> None:
    count, sum_us = lengths.get(edge, (0, 0))
    if count + more:
        lengths[edge] = [count + more, sum_us + more_us]
    else:
        lengths.pop(edge, None)
