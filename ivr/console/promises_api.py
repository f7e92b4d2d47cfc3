"""The promises of a day for programs."""

from datetime import date
from typing import Any

from flask import abort
from pydantic import BaseModel

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.catalogue import _
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.promises_seen import QueuePromises, day_of_promises
from ivr.console.service_level_api import LevelQuery
from ivr.console.source import source
from ivr.reports.promises import PromiseRow
from ivr.reports.tables import plain

api = area("promises")


class PromisesRowSaid(BaseModel):
    """The promises of some time, in seconds where it says so; a figure that has no value is null."""

    start: str
    announcements: int
    promised: int
    kept: int
    broken: int
    not_known: int
    kept_share: float | None
    bias_s: float | None
    mean_error_s: float | None
    p90_error_s: float | None


SAID = tuple(PromisesRowSaid.model_fields)


class QueuePromisesSaid(BaseModel):
    """One queue's day; `silent_since` is null while it says times."""

    queue: str
    name: str
    timezone: str
    silent_since: str | None
    total: PromisesRowSaid
    half_hours: list[PromisesRowSaid]


class PromisesSaid(BaseModel):
    """A day of all queues."""

    day: date
    queues: list[QueuePromisesSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.input(LevelQuery, location="query", arg_name="asked")
@api.output(PromisesSaid)
@api.doc(summary="What waiting callers were told on a day, and what was kept", security="token",
         responses=answers(404, 422))  # fmt: skip
def one_day(asked: LevelQuery) -> dict[str, Any]:
    """A day of every queue, or of one."""
    with source().database.read() as connection:
        found = day_of_promises(connection, principal().scope, asked.day, source().now())
    chosen = [one for one in found.queues if asked.queue in (None, one.queue.id)]
    if asked.queue is not None and not chosen:
        abort(404, _("There is no such queue, or you may not see it."))
    return {"day": found.day, "queues": [_queue(one) for one in chosen]}


def _queue(one: QueuePromises) -> dict[str, Any]:
    return {
        "queue": one.queue.id,
        "name": one.queue.name,
        "timezone": one.queue.timezone,
        "silent_since": one.silent_since and one.silent_since.isoformat(),
        "total": _row(one.total),
        "half_hours": [_row(row) for row in one.rows],
    }


def _row(row: PromiseRow) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in SAID}
