"""The promises of a day: of each queue somebody may see, by its own clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ivr.access.account import Scope
from ivr.console.seen_queues import seen_queues
from ivr.console.service_level import today
from ivr.hours.zone import day_start, zone
from ivr.reports.promises import Promise, PromiseRow, promise_rows, promise_total
from ivr.reports.service_level import Question
from ivr.store import promises
from ivr.store.queues import Queue


@dataclass(frozen=True, slots=True)
class QueuePromises:
    """A queue's day: its half hours, the whole of it, and since when it says no times."""

    queue: Queue
    rows: tuple[PromiseRow, ...]
    total: PromiseRow
    silent_since: datetime | None


@dataclass(frozen=True, slots=True)
class DayOfPromises:
    """What a page or a program is told of one day."""

    day: date
    queues: tuple[QueuePromises, ...]


def day_of_promises(connection: Any, scope: Scope, day: date | None, now: datetime) -> DayOfPromises:
    """The day of every queue inside a scope that is in use or told somebody anything; None: today by each clock."""
    seen = seen_queues(connection, scope)
    questions = {queue.id: _question(queue, day or today(queue, now), now) for queue in seen}
    if not questions:
        return DayOfPromises(day or now.date(), ())
    since = min(question.since for question in questions.values())
    until = max(question.until for question in questions.values())
    told: dict[str, list[Promise]] = {queue: [] for queue in questions}
    for promise in promises.told_between(connection, since, until, sorted(questions)):
        told[promise.queue].append(promise)
    silent = promises.silent_since(connection)
    days = [_queue(queue, told[queue.id], questions[queue.id], silent.get(queue.id)) for queue in seen]
    shown = tuple(one for one in days if one.queue.active or one.total.announcements)
    return DayOfPromises(day or today(seen[0], now), shown)


def _queue(queue: Queue, told: list[Promise], question: Question, silent_since: datetime | None) -> QueuePromises:
    return QueuePromises(queue, tuple(promise_rows(told, question)), promise_total(told, question), silent_since)


def _question(queue: Queue, day: date, now: datetime) -> Question:
    where = zone(queue.timezone)
    since, until = day_start(day, where), day_start(day + timedelta(days=1), where)
    return Question(queue=queue.id, since=since, until=until, now=now, zone=where)
