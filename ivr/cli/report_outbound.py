"""`report outbound`: reminders and callbacks, how attempts ended and whom they reached."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from ivr.cli.report_options import Format as As
from ivr.cli.report_options import Since, Until, Written, opened, said, say_blind, time_range
from ivr.cli.written import write_rows
from ivr.hours.periods import Period, next_period, period_starts
from ivr.reports.outbound_share import outbound_groups, outbound_row
from ivr.store import call_events, outbound_sums
from ivr.store.outbound_sums import Wanted

OF_PEOPLE = ("contacts", "reached", "undecided", "confirmed", "changed", "reached_share", "attempts_per_reached",
             "confirmed_share", "changed_share")  # fmt: skip
By = Annotated[Period | None, typer.Option("--interval", help="by 15m, 30m, 60m, day, week or month of dialling")]


def report_outbound(since: Since = None, until: Until = None, interval: By = None, written: Written = As.TABLE) -> None:
    """Attempts by how they ended, people by whether they were reached; with --interval attempts only, by interval."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        with database.read() as connection:
            wanted = Wanted(start, end)
            if interval is None:
                rows = list(_by_kind(connection, wanted))
            else:
                starts = period_starts(start, end, interval, own_zone)
                ends = [(one, min(next_period(one, interval, own_zone), end)) for one in starts]
                rows = [_interval(said(one, own_zone), found) for one, found in _found(connection, wanted, ends)]
            seen = call_events.asterisk_seen(connection, start, end)
    write_rows(iter(rows), written, "nobody was dialled in this time")
    say_blind(seen, (start, end), own_zone, written)


def _by_kind(connection: Any, wanted: Wanted) -> Iterator[dict[str, Any]]:
    tries, people = outbound_sums.attempt_sums(connection, wanted), outbound_sums.contact_sums(connection, wanted)
    groups = outbound_groups(tries, people)
    for kind, queue, row in groups:
        yield {"what": kind, "queue": queue, **dataclasses.asdict(row)}
    if len(groups) > 1:
        yield {"what": "together", "queue": "", **dataclasses.asdict(outbound_row(tries, people))}


def _found(connection: Any, wanted: Wanted, ends: list[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, Any]]:
    found = outbound_sums.attempts_by_period(connection, wanted, ends)
    return ((start, found.get(start, [])) for start, _end in ends)


def _interval(start: str, tries: Any) -> dict[str, Any]:
    row = dataclasses.asdict(outbound_row(tries, ()))
    return {"from": start} | {name: value for name, value in row.items() if name not in OF_PEOPLE}
