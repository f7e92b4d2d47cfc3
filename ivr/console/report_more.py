"""Beside the counts of queues: how long most callers waited, whose first call was enough, who rang again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ivr.console.report_seen import Choices
from ivr.reports.contacts_again import AgainRow
from ivr.reports.fractions import PERCENTILES
from ivr.reports.passport import Passport
from ivr.reports.waits import Percentile
from ivr.store import contacts, percentiles
from ivr.store.contacts import AgainAsked
from ivr.store.figures import Range

MORE = (*PERCENTILES, "fcr", "repeat_share")


@dataclass(frozen=True, slots=True)
class More:
    """These figures of one queue, or of several as one; one without a value is None."""

    p50_wait_s: float | None
    p90_wait_s: float | None
    p95_wait_s: float | None
    fcr: float | None
    repeat_share: float | None
    bucket_s: int | None  # how coarse the waits are; None: exact


@dataclass(frozen=True, slots=True)
class MoreSeen:
    """The figures by queue, and together."""

    each: Mapping[str, More]
    together: More


def more_seen(connection: Any, found: Choices, within: tuple[datetime, datetime], now: datetime) -> MoreSeen:
    """The figures of the chosen queues; a number that rang two queues counts in each, also together."""
    rows = contacts.rows(connection, AgainAsked(tuple(queue.id for queue in found.chosen), *within), now)
    each, whole = percentiles.of_each(connection, Range(*within, frozenset(rows)), found.zone.key)
    one_by_one = {name: _more(each.get(name, percentiles.NOBODY), [row]) for name, row in rows.items()}
    return MoreSeen(one_by_one, _more(whole, list(rows.values())))


def passports_of_more(told: Mapping[str, Passport], seen: MoreSeen) -> dict[str, Passport]:
    """The passports, those of percentiles with how coarse these are."""
    return {name: replace(told[name], bucket_s=seen.together.bucket_s) for name in PERCENTILES}


def _more(places: Sequence[Percentile], rows: Sequence[AgainRow]) -> More:
    first, again = sum(row.resolved for row in rows), sum(row.came_again for row in rows)
    numbers = sum(row.numbers for row in rows)
    p50, p90, p95 = (place.seconds for place in places)
    return More(
        p50_wait_s=p50,
        p90_wait_s=p90,
        p95_wait_s=p95,
        fcr=first / (first + again) if first + again else None,
        repeat_share=sum(row.repeating for row in rows) / numbers if numbers else None,
        bucket_s=max((place.bucket_s for place in places if place.bucket_s), default=None),
    )
