"""A day of several queues by half hour, each on its own clock, and all of them together from summed counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.reports.call_record import Visit
from ivr.reports.quarters import Quarter, quarter_rows, quarter_total
from ivr.reports.service_level import IntervalRow, Question

ALL = ""


@dataclass(frozen=True, slots=True)
class QueueDay:
    """One queue's day: its half hours from the first with a call on, and the whole day."""

    rows: tuple[IntervalRow, ...]
    total: IntervalRow


def queue_day(quarters: Iterable[Quarter], waiting: Iterable[Visit], question: Question) -> QueueDay:
    """The day a question asks for; quarters and visits of other queues are left out."""
    counted, still = list(quarters), list(waiting)
    rows = quarter_rows(counted, still, question)
    first = next((place for place, row in enumerate(rows) if row.offered), len(rows))
    return QueueDay(tuple(rows[first:]), quarter_total(counted, still, question))


def together(quarters: Iterable[Quarter], waiting: Iterable[Visit], questions: Sequence[Question]) -> IntervalRow:
    """The row of all questions' queues as one: every call weighs the same, no percentage is a mean of others."""
    asked = {question.queue: question for question in questions}
    of_all = [
        one._replace(queue=ALL)
        for one in quarters
        if one.queue in asked and asked[one.queue].since <= one.start < asked[one.queue].until
    ]
    still = [replace(visit, queue=ALL) for visit in waiting if visit.queue in asked]
    whole = replace(
        questions[0],
        queue=ALL,
        since=min(question.since for question in questions),
        until=max(question.until for question in questions),
    )
    return quarter_total(of_all, still, whole)


def labels(starts: Sequence[datetime]) -> list[str]:
    """The clock each interval begins at; the hour that comes twice when clocks go back is told apart by its offset."""
    clocks = [f"{start:%H:%M}" for start in starts]
    twice = {clock for clock in clocks if clocks.count(clock) > 1}
    return [f"{start:%H:%M %z}" if clock in twice else clock for clock, start in zip(clocks, starts, strict=True)]
