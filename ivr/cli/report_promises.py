"""`report promises`: what waiting callers were told, and how much of it was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import typer

from ivr.cli.option_fields import by_fields
from ivr.cli.report_options import Format as As
from ivr.cli.report_options import IntervalOptions, chosen_queues, opened, question_of, say_blind, time_range
from ivr.cli.written import write_rows
from ivr.hours.zone import zone
from ivr.reports.promises import Promise, PromiseRow, promise_rows, promise_total
from ivr.reports.ratios import Formula
from ivr.reports.service_level import Question
from ivr.reports.tables import as_table
from ivr.store import call_events, centre, promises
from ivr.store.folding import refresh


@by_fields(IntervalOptions)
def report_promises(options: IntervalOptions) -> None:
    """Announced waiting times by interval of the telling: kept, and how far off."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        where = zone(options.timezone) if options.timezone else own_zone
        start, end = time_range(options.since, options.until, where, now)
        refresh(database)
        with database.read() as connection:
            known, told = centre.load_queues(connection), promises.queues_told(connection, start, end)
            queues = chosen_queues(known, told, options.queue)
            found = promises.told_between(connection, start, end, [one.id for one in queues])
            silent = promises.silent_since(connection)
            seen = call_events.asterisk_seen(connection, start, end)
    cut = options.timezone, options.interval, Formula.V6
    _write(found, [question_of(one, (start, end, now), *cut) for one in queues], silent, options.written)
    say_blind(seen, (start, end), where, options.written)


def _write(found: Sequence[Promise], asked: Sequence[Question], silent: Mapping[str, datetime], written: As) -> None:
    rows = [row for question in asked for row in promise_rows(found, question)]
    if written is not As.TABLE:
        write_rows((asdict(row) for row in rows), written)
        return
    typer.echo(_table(rows, [promise_total(found, question) for question in asked]))
    for question in asked:
        if question.queue in silent:
            when = silent[question.queue].astimezone(question.zone).isoformat(sep=" ", timespec="minutes")
            typer.echo(f"{question.queue} says no times since {when}: its bounds did not hold")


def _table(rows: list[PromiseRow], totals: list[PromiseRow]) -> str:
    busy = [asdict(row) for row in rows if row.announcements]
    return as_table([*busy, *(asdict(row) | {"start": "all"} for row in totals)]) or "no queues"
