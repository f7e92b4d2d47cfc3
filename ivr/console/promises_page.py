"""Promises: what waiting callers were told, how much of it was kept, and which queue says no times."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from ivr.access.role import Permission
from ivr.console.catalogue import _
from ivr.console.csv_file import csv_answer
from ivr.console.gate import needs, principal
from ivr.console.promises_seen import DayOfPromises, QueuePromises, day_of_promises
from ivr.console.service_level import today
from ivr.console.service_level_page import day_of
from ivr.console.source import source
from ivr.reports.promises import PromiseRow

COLUMNS = (
    "announcements", "promised", "kept", "broken", "not_known", "kept_share", "bias_s", "mean_error_s", "p90_error_s",
)  # fmt: skip

pages = Blueprint("promises", __name__)


@pages.get("/promises")
@needs(Permission.SEE_REPORTS)
def page() -> Response | str:
    """A day of all queues, and of one of them by half hour."""
    now, typed = source().now(), request.args.get("day", "").strip()
    day = day_of(typed)
    with source().database.read() as connection:
        found = day_of_promises(connection, principal().scope, day, now)
    chosen = _chosen(found, request.args.get("queue"))
    if request.args.get("format") == "csv":
        return _half_hours_csv(found, chosen) if chosen else _queues_csv(found)
    newest = max((today(one.queue, now) for one in found.queues), default=None)
    return render_template(
        "promises.html",
        found=found,
        chosen=chosen,
        mistaken=bool(typed) and day is None,
        before=found.day - timedelta(days=1),
        after=found.day + timedelta(days=1) if newest and found.day < newest else None,
        newest=newest,
    )


def _chosen(found: DayOfPromises, wanted: str | None) -> QueuePromises | None:
    if not wanted:
        return found.queues[0] if len(found.queues) == 1 else None
    chosen = next((one for one in found.queues if one.queue.id == wanted), None)
    if chosen is None:
        abort(404, _("There is no such queue, or you may not see it."))
    return chosen


def _queues_csv(found: DayOfPromises) -> Response:
    rows = [(one.queue.name, one.queue.timezone, *_values(one.total)) for one in found.queues]
    return csv_answer(f"promises-{found.day}", ("queue", "timezone", *COLUMNS), rows)


def _half_hours_csv(found: DayOfPromises, chosen: QueuePromises) -> Response:
    rows: list[tuple[Any, ...]] = [(row.start.isoformat(), *_values(row)) for row in chosen.rows]
    rows.append((str(_("whole day")), *_values(chosen.total)))
    return csv_answer(f"promises-{chosen.queue.id}-{found.day}", ("from", *COLUMNS), rows)


def _values(row: PromiseRow) -> Iterator[Any]:
    return (getattr(row, name) for name in COLUMNS)
