"""Service level: every queue's day in one table, one queue's day by half hour, with the rule it was made by."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from flask import Blueprint, Response, abort, render_template, request

from ivr.access.role import Permission
from ivr.console.catalogue import _, language
from ivr.console.csv_file import csv_answer
from ivr.console.gate import needs, principal
from ivr.console.service_level import Level, by_half_hour, level, today
from ivr.console.shown import FORMATS
from ivr.console.source import source
from ivr.reports.day_level import QueueDay, labels
from ivr.reports.service_level import IntervalRow
from ivr.store.queues import Queue

YEARS = range(2000, 2100)
COLUMNS = (
    "service_level", "offered", "answered", "answered_within", "abandoned", "short_abandoned", "timed_out", "key_exit",
    "callback", "diverted", "still_waiting", "asa_s", "longest_wait_s", "aht_s", "abandon_rate", "threshold_s",
    "short_abandon_s", "formula",
)  # fmt: skip

pages = Blueprint("service_level", __name__)


@pages.app_template_filter()
def day_name(day: date) -> str:
    """A day as the reader's language writes it, with its weekday."""
    return str(format_date(day, "full", locale=FORMATS[language()]))


@pages.get("/service-level")
@needs(Permission.SEE_REPORTS)
def page() -> Response | str:
    """A day of all queues, and of one of them by half hour."""
    now, typed = source().now(), request.args.get("day", "").strip()
    day = day_of(typed)
    with source().database.read() as connection:
        found = level(connection, principal().scope, day, now)
        queue = _chosen(found, request.args.get("queue"))
        chosen = (queue, by_half_hour(connection, [queue], day, now)[0]) if queue else None
    if request.args.get("format") == "csv":
        return _half_hours_csv(found, *chosen) if chosen else _queues_csv(found)
    shown = [queue] if queue else [one for one, _total in found.queues]
    newest = max((today(one, now) for one in shown), default=None)
    return render_template(
        "service_level.html",
        level=found,
        chosen=chosen,
        labels=labels([row.start for row in chosen[1].rows]) if chosen else [],
        mistaken=bool(typed) and day is None,
        before=found.day - timedelta(days=1),
        after=found.day + timedelta(days=1) if newest and found.day < newest else None,
        newest=newest,
    )


def day_of(typed: str) -> date | None:
    """The day that was asked for; None when it is none."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _chosen(found: Level, wanted: str | None) -> Queue | None:
    if not wanted:
        return found.queues[0][0] if len(found.queues) == 1 else None
    chosen = next((queue for queue, _total in found.queues if queue.id == wanted), None)
    if chosen is None:
        abort(404, _("There is no such queue, or you may not see it."))
    return chosen


def _queues_csv(found: Level) -> Response:
    rows = [(queue.name, queue.timezone, *_values(total)) for queue, total in found.queues]
    if found.together is not None:
        rows.append((str(_("All queues")), "", *_values(found.together)))
    return csv_answer(f"service-level-{found.day}", ("queue", "timezone", *COLUMNS), [*rows, *_blind(found)])


def _half_hours_csv(found: Level, queue: Queue, day: QueueDay) -> Response:
    rows = [(row.start.isoformat(), *_values(row)) for row in day.rows]
    rows.append((str(_("whole day")), *_values(day.total)))
    name = f"service-level-{queue.id}-{found.day}"
    return csv_answer(name, ("from", *COLUMNS), [*rows, *_blind(found)])


def _blind(found: Level) -> Iterator[tuple[Any, ...]]:
    for since, until in found.blind:
        yield (
            _(
                "Blind from %(since)s to %(until)s",
                since=since.isoformat(),
                until=until.isoformat() if until else _("now"),
            ),
        )


def _values(row: IntervalRow) -> Iterator[Any]:
    return (getattr(row, name) for name in COLUMNS)
