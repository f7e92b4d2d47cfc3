"""The service level of a day: of each queue somebody may see, by its own clock, read from the rollups."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ivr.access.account import Scope
from ivr.console.seen_queues import seen_queues
from ivr.hours.zone import day_start, zone
from ivr.reports.blind import Blind, blind_between
from ivr.reports.day_level import QueueDay, queue_day, together
from ivr.reports.service_level import IntervalRow, Question, Thresholds
from ivr.store import call_events, figures, visits
from ivr.store.figures import Range
from ivr.store.queues import Queue

MINUTES = 30


@dataclass(frozen=True, slots=True)
class Level:
    """What a page or a program is told of one day."""

    day: date
    queues: tuple[tuple[Queue, QueueDay], ...]
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
    quarters = figures.quarters(connection, Range(since, until, frozenset(questions)))
    waiting = visits.still_waiting(connection, since, until, sorted(questions))
    days = [(queue, queue_day(quarters, waiting, questions[queue.id])) for queue in queues]
    seen = call_events.asterisk_seen(connection, since, min(until, now + timedelta(seconds=1)))
    return Level(
        day=day or today(queues[0], now),
        queues=tuple((queue, found) for queue, found in days if queue.active or found.total.offered),
        together=together(quarters, waiting, list(questions.values())),
        blind=tuple(blind_between(seen, since, min(until, now))),
    )


def _question(queue: Queue, day: date, now: datetime) -> Question:
    where = zone(queue.timezone)
    return Question(
        queue=queue.id,
        since=day_start(day, where),
        until=day_start(day + timedelta(days=1), where),
        now=now,
        zone=where,
        minutes=MINUTES,
        thresholds=Thresholds(queue.service_level_s, queue.short_abandon_s),
    )
