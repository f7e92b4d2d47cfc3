"""`report`: the calls with every leg; the other reports have files of their own (docs/metrics.md)."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from ivr.cli.report_agents import report_agents
from ivr.cli.report_client import report_client
from ivr.cli.report_level import report_service_level
from ivr.cli.report_listening import report_listening
from ivr.cli.report_menus import report_menus
from ivr.cli.report_options import Format, Since, Until, Written, opened, said, say_blind, time_range
from ivr.cli.report_outbound import report_outbound
from ivr.cli.report_promises import report_promises
from ivr.cli.report_queues import report_passport, report_queues
from ivr.cli.report_reconcile import report_rebuild, report_reconcile
from ivr.reports.call_rows import call_rows, leg_rows
from ivr.reports.tables import as_csv, as_json, as_table
from ivr.store import call_events
from ivr.store.folding import records

app = typer.Typer(help="Calls, service level and promises as table, CSV or JSON.", no_args_is_help=True)
app.command("service-level")(report_service_level)
app.command("queues")(report_queues)
app.command("agents")(report_agents)
app.command("listening")(report_listening)
app.command("menus")(report_menus)
app.command("outbound")(report_outbound)
app.command("passport")(report_passport)
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
