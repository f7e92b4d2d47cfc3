"""`report reconcile` and `report rebuild`: whether the history is what Asterisk's records say, and folding it anew."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import typer

from ivr.cli.report_options import Format as As
from ivr.cli.report_options import Since, Until, Written, opened, said, time_range
from ivr.reports.blind import blind_sentences
from ivr.reports.discrepancy import Discrepancy
from ivr.reports.statement import Witness
from ivr.reports.tables import as_csv, as_json, as_table
from ivr.store.folding import folded_counts, rebuild, refresh
from ivr.store.reconciling import Reconciled, reconcile

SOURCES = {Witness.CEL: "CEL", Witness.CDR: "CDR", Witness.QUEUE_LOG: "queue_log"}


def report_reconcile(since: Since = None, until: Until = None, written: Written = As.TABLE) -> None:
    """The books, and every call against CEL, CDR and queue_log. Exit code 1 when anything disagrees."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        refresh(database)
        with database.read() as connection:
            found = reconcile(connection, start, end)
    rows = [_row(one, own_zone) for one in found.found]
    if written is As.JSON:
        typer.echo(as_json(rows))
    elif written is As.CSV:
        typer.echo(as_csv(rows), nl=False)
    else:
        _tables(found, rows)
    for sentence in (*_compared(found, own_zone), *blind_sentences(found.blind, own_zone)):
        typer.echo(sentence, err=written is not As.TABLE)  # rows stay rows
    raise typer.Exit(1 if rows else 0)


def report_rebuild() -> None:
    """Throw every folded table away and fold the history anew; what is counted before and after."""
    with opened() as (database, _zone):
        refresh(database)
        with database.read() as connection:
            before = folded_counts(connection)
        rebuild(database, lambda done, of: typer.echo(f"\r{done} of {of} calls", nl=False, err=True))
        typer.echo(err=True)
        with database.read() as connection:
            after = folded_counts(connection)
    rows = [{"table": name, "before": before[name], "after": after[name]} for name in after]
    typer.echo(as_table(rows))
    same = before == after
    typer.echo("the same as before" if same else "not the same as before: the rows after are what the history gives")
    raise typer.Exit(0 if same else 1)


def _tables(found: Reconciled, rows: list[dict[str, Any]]) -> None:
    books = [dataclasses.asdict(one) | {"difference": one.difference} for one in found.books]
    typer.echo(as_table(books) or "no visits in this time")
    typer.echo(
        "offered = answered + abandoned + short_abandoned + timed_out + key_exit + callback + diverted + still_waiting"
    )
    typer.echo(as_table(rows) or "no discrepancies")
    for advice in dict.fromkeys(f"{one.check.value}: {one.advice}" for one in found.found):
        typer.echo(advice)


def _row(one: Discrepancy, where: ZoneInfo) -> dict[str, Any]:
    return {
        "check": one.check.value,
        "witness": one.witness.value if one.witness else None,
        "at": one.at.astimezone(where),
        "call_id": one.call_id,
        "queue": one.queue,
        "reference": one.reference,
        "here": str(one.here),
        "there": str(one.there),
    }


def _compared(found: Reconciled, where: ZoneInfo) -> Iterator[str]:
    for witness, calls in found.calls.compared.items():
        watch = found.watched[witness]
        times = f"read from {said(watch.since, where)} to {watch.until.astimezone(where):%H:%M:%S}"
        yield f"{SOURCES[witness]}: {calls} calls compared; {times}"
    for witness in Witness:
        if witness not in found.watched:
            yield f"{SOURCES[witness]} is not read here: nothing was compared with it"
    if found.calls.awaited:
        yield f"{found.calls.awaited} calls are not over, or not read up to their end: they are compared later"
    if found.calls.unwitnessed:
        yield f"of {len(found.calls.unwitnessed)} calls nothing was written: Asterisk went away during them"
