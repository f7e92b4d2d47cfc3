"""`report`: the calls with every leg, and the service level by interval (docs/metrics.md)."""

import dataclasses
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from ivr.cli.report_client import report_client
from ivr.cli.report_options import (
    Format,
    Interval,
    OneQueue,
    Since,
    Until,
    Written,
    Zone,
    chosen_queues,
    opened,
    question_of,
    said,
    say_blind,
    time_range,
)
from ivr.cli.report_promises import report_promises
from ivr.cli.report_reconcile import report_rebuild, report_reconcile
from ivr.hours.periods import Period
from ivr.hours.zone import zone
from ivr.reports.call_rows import call_rows, leg_rows
from ivr.reports.service_level import Formula, IntervalRow, interval_rows, total_row
from ivr.reports.tables import as_csv, as_json, as_table
from ivr.store import call_events, centre, visits
from ivr.store.folding import records, refresh

app = typer.Typer(help="Calls, service level and promises as table, CSV or JSON.", no_args_is_help=True)
app.command("promises")(report_promises)
app.command("client")(report_client)
app.command("reconcile")(report_reconcile)
app.command("rebuild")(report_rebuild)


@app.command()
def calls(
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 100,
    written: Written = Format.TABLE,
) -> None:
    """Every call of the range with its legs, the latest first."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        with database.read() as connection:
            found = list(records(connection, call_events.started_between(connection, start, end, limit)).values())
            seen = call_events.asterisk_seen(connection, start, end)
    legs = leg_rows(found, own_zone)
    if written is Format.JSON:
        typer.echo(as_json(call_rows(found)))
    elif written is Format.CSV:
        typer.echo(as_csv(legs), nl=False)
    else:
        typer.echo(as_table(legs) or f"no calls from {said(start, own_zone)} to {said(end, own_zone)}")
    say_blind(seen, (start, end), own_zone, written)


@app.command("service-level")
def service_level(  # noqa: PLR0913, PLR0917 — each is an option of the command line
    since: Since = None,
    until: Until = None,
    interval: Interval = Period.HALF_HOUR,
    queue: OneQueue = None,
    timezone: Zone = None,
    formula: Annotated[Formula, typer.Option(help="how abandoned calls count")] = Formula.V6,
    written: Written = Format.TABLE,
) -> None:
    """Service level by interval of joining the queue."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, zone(timezone) if timezone else own_zone, now)
        refresh(database)
        with database.read() as connection:
            found = visits.joined_between(connection, start, end)
            queues = chosen_queues(centre.load_queues(connection), {visit.queue for visit in found}, queue)
            seen = call_events.asterisk_seen(connection, start, end)
    questions = [question_of(one, (start, end, now), timezone, interval, formula) for one in queues]
    rows = [row for question in questions for row in interval_rows(found, question)]
    plain_rows = [dataclasses.asdict(row) for row in rows]
    if written is Format.JSON:
        typer.echo(as_json(plain_rows))
    elif written is Format.CSV:
        typer.echo(as_csv(plain_rows), nl=False)
    else:
        typer.echo(_table(rows, [total_row(found, question) for question in questions], interval))
    say_blind(seen, (start, end), zone(timezone) if timezone else own_zone, written)


def _table(rows: list[IntervalRow], totals: list[IntervalRow], interval: str) -> str:
    busy = [_shown(row, None) for row in rows if row.offered]
    table = as_table([*busy, *(_shown(row, "all") for row in totals)])
    rules = {(row.queue, row.formula.value, row.threshold_s, row.short_abandon_s) for row in totals}
    rule_lines = [
        f"{name}: formula {rule}, answered within {t:g} s, short abandon within {s:g} s" for name, rule, t, s in rules
    ]
    quiet = len(rows) - len(busy)
    return "\n".join(
        [table, *sorted(rule_lines), f"by join time, intervals of {interval}; {quiet} without calls not shown"]
    )


def _shown(row: IntervalRow, start: str | None) -> dict[str, Any]:
    hidden = {"formula", "threshold_s", "short_abandon_s"}
    values = {name: value for name, value in dataclasses.asdict(row).items() if name not in hidden}
    return values if start is None else values | {"start": start}
