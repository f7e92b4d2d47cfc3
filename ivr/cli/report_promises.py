"""`report promises`: what waiting callers were told, and how much of it was kept."""

import dataclasses
from datetime import UTC, datetime

import typer

from ivr.cli.report_options import Format as As
from ivr.cli.report_options import (
    Interval,
    OneQueue,
    Since,
    Until,
    Written,
    Zone,
    chosen_queues,
    opened,
    question_of,
    say_blind,
    time_range,
)
from ivr.hours.periods import Period
from ivr.hours.zone import zone
from ivr.reports.promises import PromiseRow, promise_rows, promise_total
from ivr.reports.service_level import Formula
from ivr.reports.tables import as_csv, as_json, as_table
from ivr.store import call_events, centre, promises
from ivr.store.folding import refresh


def report_promises(  # noqa: PLR0913, PLR0917 — each is an option of the command line
    since: Since = None,
    until: Until = None,
    interval: Interval = Period.HALF_HOUR,
    queue: OneQueue = None,
    timezone: Zone = None,
    written: Written = As.TABLE,
) -> None:
    """Announced waiting times by interval of the telling: kept, and how far off."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, zone(timezone) if timezone else own_zone, now)
        refresh(database)
        with database.read() as connection:
            queues = chosen_queues(centre.load_queues(connection), promises.queues_told(connection, start, end), queue)
            found = promises.told_between(connection, start, end, [one.id for one in queues])
            silent = promises.silent_since(connection)
            seen = call_events.asterisk_seen(connection, start, end)
    questions = [question_of(one, (start, end, now), timezone, interval, Formula.V6) for one in queues]
    rows = [row for question in questions for row in promise_rows(found, question)]
    if written is As.JSON:
        typer.echo(as_json([dataclasses.asdict(row) for row in rows]))
    elif written is As.CSV:
        typer.echo(as_csv([dataclasses.asdict(row) for row in rows]), nl=False)
    else:
        typer.echo(_table(rows, [promise_total(found, question) for question in questions]))
        for question in questions:
            if question.queue in silent:
                when = silent[question.queue].astimezone(question.zone).isoformat(sep=" ", timespec="minutes")
                typer.echo(f"{question.queue} says no times since {when}: its bounds did not hold")
    say_blind(seen, (start, end), zone(timezone) if timezone else own_zone, written)


def _table(rows: list[PromiseRow], totals: list[PromiseRow]) -> str:
    busy = [dataclasses.asdict(row) for row in rows if row.announcements]
    return as_table([*busy, *(dataclasses.asdict(row) | {"start": "all"} for row in totals)]) or "no queues"
