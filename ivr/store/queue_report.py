"""Every figure of queues over a range: what they have in common is read at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from ivr.hours.periods import Period
from ivr.reports.call_record import Visit
from ivr.reports.contacts_again import AgainRow
from ivr.reports.counts import Counts, total
from ivr.reports.figure_list import FIGURES
from ivr.reports.fractions import OF_COUNTS, PERCENTILES, of_counts
from ivr.reports.promises import Promise, promise_total
from ivr.reports.quarters import Quarter, quarter_of
from ivr.reports.service_level import Question
from ivr.store import contacts, percentiles, pieces, promises, visits
from ivr.store.contacts import AgainAsked
from ivr.store.figures import Range

SHOWN = tuple(name for name in OF_COUNTS if name in FIGURES and name not in PERCENTILES)
T = TypeVar("T", Visit, Promise)


@dataclass(frozen=True, slots=True)
class QueueReport:
    """A queue over a range: each figure by its id, None of those without a value."""

    queue: str
    values: Mapping[str, float | None]
    again: AgainRow


def queue_reports(connection: Connection, asked: Sequence[Question], days: int | None = None) -> Iterator[QueueReport]:
    """Every figure of queues over one range, from a quarter on, by the rules of the time (or contacts by `days`)."""
    if not asked:
        return
    since, until, clock = quarter_of(asked[0].since), asked[0].until, asked[0].zone.key
    names = tuple(question.queue for question in asked)
    wanted = Range(since, until, frozenset(names))
    again = contacts.rows(connection, AgainAsked(names, since, until, days), asked[0].now)
    counted = pieces.by_queue(connection, wanted, Period.DAY, clock)
    waits, _together = percentiles.of_each(connection, wanted, clock)
    waiting = _by_queue(visits.still_waiting(connection, since, until, names))
    told = _by_queue(promises.told_between(connection, since, until, names))
    for question in asked:
        one, kept = again[question.queue], promise_total(told.get(question.queue, ()), question).kept_share
        counts = _counts(counted.get(question.queue, ()), waiting.get(question.queue, ()), question)
        places = [place.seconds for place in waits.get(question.queue, percentiles.NOBODY)]
        values = {name: of_counts(name, counts) for name in SHOWN}
        values |= {"fcr": one.fcr, "repeat_share": one.repeat_share, "kept_share": kept}
        yield QueueReport(question.queue, values | dict(zip(PERCENTILES, places, strict=True)), one)


def _by_queue(some: Sequence[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for one in some:
        found.setdefault(one.queue, []).append(one)
    return found


def _counts(counted: Sequence[Quarter], waiting: Sequence[Visit], asked: Question) -> Counts:
    longest = [Counts(longest_wait_s=(asked.now - visit.joined_at).total_seconds()) for visit in waiting]
    return total([*(one.counts for one in counted), *longest])
