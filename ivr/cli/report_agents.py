"""`report agents`: what each agent did with his time and his calls."""

import dataclasses
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from ivr.cli.report_options import Format as As
from ivr.cli.report_options import Since, Until, Written, opened, say_blind, time_range
from ivr.cli.written import write_rows
from ivr.reports.agent_figures import AgentFigures
from ivr.reports.quarters import quarter_of
from ivr.store import call_events
from ivr.store.agent_report import agents
from ivr.store.figures import Range
from ivr.store.folding import refresh

NO_REASON = "no_reason"


def report_agents(
    since: Since = None,
    until: Until = None,
    agent: Annotated[str | None, typer.Option(help="one agent; default: all")] = None,
    with_ringing: Annotated[bool, typer.Option("--with-ringing", help="ringing counts as contact")] = False,
    written: Written = As.TABLE,
) -> None:
    """Calls, time in each state, pauses by reason, occupancy and utilisation, from the quarter of an hour on."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        refresh(database)
        with database.read() as connection:
            wanted = Range(quarter_of(start), end, None if agent is None else frozenset({agent}))
            found = agents(connection, wanted, now, with_ringing)
            seen = call_events.asterisk_seen(connection, start, end)
    reasons = sorted({reason for one in found for reason in one.pauses})
    write_rows((_row(one, reasons) for one in found), written, "nobody did anything in this time")
    say_blind(seen, (start, end), own_zone, written)


def _row(one: AgentFigures, reasons: list[str]) -> dict[str, Any]:
    plain = {name: value for name, value in dataclasses.asdict(one).items() if name != "pauses"}
    return plain | {f"paused_{reason or NO_REASON}_s": one.pauses.get(reason, 0.0) for reason in reasons}
