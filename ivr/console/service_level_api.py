"""The service level of a day for programs."""

from datetime import date
from typing import Any

from flask import abort
from pydantic import BaseModel, Field, field_validator

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.catalogue import _
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.service_level import by_half_hour, level
from ivr.console.service_level_page import YEARS
from ivr.console.source import source
from ivr.reports.day_level import QueueDay
from ivr.reports.service_level import IntervalRow
from ivr.reports.tables import plain
from ivr.store.queues import Queue

api = area("service-level")


class LevelQuery(BaseModel):
    """A day by each queue's own clock; without one, today."""

    day: date | None = None
    queue: str | None = Field(None, max_length=64)

    @field_validator("day")
    @classmethod
    def of_our_time(cls, day: date | None) -> date | None:
        """Refuse days no call was made on."""
        if day is not None and day.year not in YEARS:
            raise ValueError("a year from 2000 to 2099")
        return day


class FiguresSaid(BaseModel):
    """The figures of some time; a figure that has no value is null."""

    start: str
    offered: int
    answered: int
    answered_within: int
    abandoned: int
    short_abandoned: int
    timed_out: int
    key_exit: int
    callback: int
    diverted: int
    still_waiting: int
    service_level: float | None
    asa_s: float | None
    longest_wait_s: float | None
    aht_s: float | None
    abandon_rate: float | None
    formula: str
    threshold_s: float | None
    short_abandon_s: float | None


SAID = tuple(FiguresSaid.model_fields)


class QueueSaid(BaseModel):
    """One queue's day."""

    queue: str
    name: str
    timezone: str
    total: FiguresSaid
    half_hours: list[FiguresSaid]


class BlindSaid(BaseModel):
    """When Asterisk was not seen; until null: still."""

    since: str
    until: str | None


class LevelSaid(BaseModel):
    """A day of all queues; `together` is made from summed counts."""

    day: date
    queues: list[QueueSaid]
    together: FiguresSaid | None
    blind: list[BlindSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.input(LevelQuery, location="query", arg_name="asked")
@api.output(LevelSaid)
@api.doc(summary="The service level of a day", security="token", responses=answers(404, 422))
def one_day(asked: LevelQuery) -> dict[str, Any]:
    """A day of every queue, or of one."""
    now = source().now()
    with source().database.read() as connection:
        found = level(connection, principal().scope, asked.day, now)
        chosen = [queue for queue, _total in found.queues if asked.queue in (None, queue.id)]
        days = by_half_hour(connection, chosen, asked.day, now)
    if asked.queue is not None and not chosen:
        abort(404, _("There is no such queue, or you may not see it."))
    return {
        "day": found.day,
        "queues": [_queue(queue, day) for queue, day in zip(chosen, days, strict=True)],
        "together": _row(found.together) if found.together and asked.queue is None else None,
        "blind": [{"since": since.isoformat(), "until": until and until.isoformat()} for since, until in found.blind],
    }


def _queue(queue: Queue, day: QueueDay) -> dict[str, Any]:
    return {
        "queue": queue.id,
        "name": queue.name,
        "timezone": queue.timezone,
        "total": _row(day.total),
        "half_hours": [_row(row) for row in day.rows],
    }


def _row(row: IntervalRow) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in SAID}
