"""The service level of a day: of each queue somebody may see, by its own clock, read from the rollups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.access.account import Scope
from ivr.console.seen_queues import seen_queues
from ivr.hours.periods import Period
from ivr.hours.zone import day_start, zone
from ivr.reports.blind import Blind, blind_between
from ivr.reports.counts import Thresholds
from ivr.reports.day_level import QueueDay, queue_day, together
from ivr.reports.quarters import Quarter, quarter_total
from ivr.reports.service_level import IntervalRow, Question
from ivr.store import call_events, figures, visits
from ivr.store.figures import Range
from ivr.store.pieces import by_queue
from ivr.store.queues import Queue


@dataclass(frozen=True, slots=True)
class Level:
    """What a page or a program is told of one day: the whole day of each queue, and of all of them."""

    day: date
    queues: tuple[tuple[Queue, IntervalRow], ...]
    together: IntervalRow | None  # None: there are no queues
    blind: tuple[Blind, ...]


def today(queue: Queue, now: datetime) -> date:
    """The date on the queue's clock."""
    return now.astimezone(zone(queue.timezone)).date()


def level(connection: Any, scope: Scope, day: date | None, now: datetime) -> Level:
    """The day of every queue inside a scope that is in use or was called that day; None: today by each one's clock."""
    queues = seen_queues(connection, scope)
    questions = {queue.id: _question(queue, day or today(queue, now), now) for queue in queues}
    if not questions:
        return Level(day or now.date(), (), None, ())
    since = min(question.since for question in questions.values())
    until = max(question.until for question in questions.values())
    counted = _of_whole_days(connection, questions.values())
    waiting = visits.still_waiting(connection, since, until, sorted(questions))
    days = [(queue, quarter_total(counted, waiting, questions[queue.id])) for queue in queues]
    seen = call_events.asterisk_seen(connection, since, min(until, now + timedelta(seconds=1)))
    return Level(
        day=day or today(queues[0], now),
        queues=tuple((queue, total) for queue, total in days if queue.active or total.offered),
        together=together(counted, waiting, list(questions.values())),
        blind=tuple(blind_between(seen, since, min(until, now))),
    )


def by_half_hour(connection: Any, queues: Iterable[Queue], day: date | None, now: datetime) -> list[QueueDay]:
    """The day of each of these queues by half hour; None: today by its own clock."""
    questions = [_question(queue, day or today(queue, now), now) for queue in queues]
    if not questions:
        return []
    since, until = min(question.since for question in questions), max(question.until for question in questions)
    waiting = visits.still_waiting(connection, since, until, [question.queue for question in questions])
    counted: dict[str, list[Quarter]] = {}
    for (first, last, where), of in _by_clock(questions).items():
        counted |= by_queue(connection, Range(first, last, of), Period.HALF_HOUR, where.key)
    return [queue_day(counted.get(question.queue, ()), waiting, question) for question in questions]


def _of_whole_days(connection: Any, questions: Iterable[Question]) -> list[Quarter]:
    return [
        piece
        for (since, until, _where), of in _by_clock(questions).items()
        for piece in figures.totals(connection, Range(since, until, of))
    ]


def _by_clock(questions: Iterable[Question]) -> dict[tuple[datetime, datetime, ZoneInfo], frozenset[str]]:
    groups: dict[tuple[datetime, datetime, ZoneInfo], frozenset[str]] = {}
    for question in questions:
        key = question.since, question.until, question.zone
        groups[key] = groups.get(key, frozenset()) | {question.queue}
    return groups


def _question(queue: Queue, day: date, now: datetime) -> Question:
    where = zone(queue.timezone)
    return Question(
        queue=queue.id,
        since=day_start(day, where),
        until=day_start(day + timedelta(days=1), where),
        now=now,
        zone=where,
        thresholds=Thresholds(queue.service_level_s, queue.short_abandon_s),
    )
