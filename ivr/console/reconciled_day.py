"""A day held against what Asterisk's records say: the books of queues one may see, and every discrepancy of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.access.account import Scope
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.hours.zone import day_start
from ivr.reports.books import BookRow
from ivr.reports.discrepancy import Discrepancy
from ivr.store import visits
from ivr.store.reconciling import Reconciled, own_calls, reconcile

MOST_CALLS = 10_000  # folding more takes longer than a page may: the command line has the time


@dataclass(frozen=True, slots=True)
class ReconciledDay:
    """What a page is told of one day; `found` None: the day has too many calls for a page."""

    day: date
    names: dict[str, str]  # of the queues that may be seen
    whole: Reconciled | None
    books: tuple[BookRow, ...] = ()
    found: tuple[Discrepancy, ...] = ()

    def queue_name(self, queue_id: str) -> str:
        """What a queue is called."""
        return self.names.get(queue_id, queue_id)


def reconciled_day(connection: Any, scope: Scope, times: tuple[date, ZoneInfo, datetime]) -> ReconciledDay:
    """A day of a zone as it stands at a moment, cut to a scope; times: the day, the zone, now."""
    day, where, now = times
    since, until = day_start(day, where), min(day_start(day + timedelta(days=1), where), now)
    queues = seen_queues(connection, scope)
    names = {queue.id: queue.name for queue in queues}
    if len(own_calls(connection, since, until)) > MOST_CALLS:
        return ReconciledDay(day, names, None)
    whole = reconcile(connection, since, max(since, until))
    only = scope_of(queues, scope)
    return ReconciledDay(
        day,
        names,
        whole,
        tuple(row for row in whole.books if only is None or row.queue in only),
        _cut(connection, whole.found, only),
    )


def _cut(connection: Any, found: Sequence[Discrepancy], only: frozenset[str] | None) -> tuple[Discrepancy, ...]:
    """Those of calls that visited one of these queues; None: all, also those of calls nobody here knows."""
    if only is None:
        return tuple(found)
    seen = visits.of_calls(connection, sorted({one.call_id for one in found if one.call_id}))
    mine = {visit.call_id for visit in seen if visit.queue in only}
    return tuple(one for one in found if one.call_id in mine or one.queue in only)
