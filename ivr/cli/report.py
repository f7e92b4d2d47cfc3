"""`report`: the calls with every leg, and the service level by interval (docs/metrics.md)."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from ivr.config import load_settings
from ivr.errors import SetupError
from ivr.hours.interval import MINUTES
from ivr.hours.zone import day_start, to_utc, zone
from ivr.reports.blind import blind_between, blind_sentences
from ivr.reports.call_record import Visit
from ivr.reports.call_rows import call_rows, leg_rows
from ivr.reports.service_level import Formula, IntervalRow, Question, Thresholds, interval_rows, total_row
from ivr.reports.tables import as_csv, as_json, as_table
from ivr.store import call_events, centre, visits
from ivr.store.centre import Queue
from ivr.store.database import Database
from ivr.store.folding import records, refresh

app = typer.Typer(help="Calls and service level as table, CSV or JSON.", no_args_is_help=True)


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Since = Annotated[str | None, typer.Option("--from", help="date or ISO time; default: today")]
Until = Annotated[str | None, typer.Option("--to", help="date (its end) or ISO time; default: now")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of the times; default: the queue's own")]
Written = Annotated[Format, typer.Option("--format", help="table, csv or json")]


@app.command()
def calls(
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000)] = 100,
    written: Written = Format.TABLE,
) -> None:
    """Every call of the range with its legs, the latest first."""
    now = datetime.now(UTC)
    with _opened() as (database, own_zone):
        start, end = _range(since, until, own_zone, now)
        with database.read() as connection:
            found = list(records(connection, call_events.started_between(connection, start, end, limit)).values())
    legs = leg_rows(found, own_zone)
    if written is Format.JSON:
        typer.echo(as_json(call_rows(found)))
    elif written is Format.CSV:
        typer.echo(as_csv(legs), nl=False)
    else:
        typer.echo(as_table(legs) or f"no calls from {_said(start, own_zone)} to {_said(end, own_zone)}")


@app.command("service-level")
def service_level(  # noqa: PLR0913, PLR0917 — each is an option of the command line
    since: Since = None,
    until: Until = None,
    interval: Annotated[str, typer.Option(help="15m, 30m or 60m")] = "30m",
    queue: Annotated[str | None, typer.Option(help="one queue; default: all")] = None,
    timezone: Zone = None,
    formula: Annotated[Formula, typer.Option(help="how abandoned calls count")] = Formula.V6,
    written: Written = Format.TABLE,
) -> None:
    """Service level by interval of joining the queue."""
    now, minutes = datetime.now(UTC), _minutes(interval)
    with _opened() as (database, own_zone):
        start, end = _range(since, until, zone(timezone) if timezone else own_zone, now)
        refresh(database)
        with database.read() as connection:
            found = visits.joined_between(connection, start, end)
            queues = _queues(centre.load_queues(connection), found, queue)
            seen = call_events.asterisk_seen(connection, start, end)
    questions = [_question(one, (start, end, now), timezone, minutes, formula) for one in queues]
    rows = [row for question in questions for row in interval_rows(found, question)]
    plain_rows = [dataclasses.asdict(row) for row in rows]
    if written is Format.JSON:
        typer.echo(as_json(plain_rows))
    elif written is Format.CSV:
        typer.echo(as_csv(plain_rows), nl=False)
    else:
        typer.echo(_table(rows, [total_row(found, question) for question in questions], interval))
    for sentence in blind_sentences(blind_between(seen, start, end), zone(timezone) if timezone else own_zone):
        typer.echo(sentence, err=written is not Format.TABLE)  # rows stay rows


@contextmanager
def _opened() -> Iterator[tuple[Database, ZoneInfo]]:
    settings = load_settings()
    database = Database(settings.database_url)
    try:
        yield database, zone(settings.timezone)
    finally:
        database.close()


def _range(since: str | None, until: str | None, where: ZoneInfo, now: datetime) -> tuple[datetime, datetime]:
    today = now.astimezone(where).date()
    start = _moment(since, where) if since else day_start(today, where)
    end = _moment(until, where, end_of_day=True) if until else max(now, start)
    if end < start:
        raise SetupError(f"--to ({_said(end, where)}) is before --from ({_said(start, where)})")
    return start, end


def _moment(text: str, where: ZoneInfo, *, end_of_day: bool = False) -> datetime:
    try:
        if len(text) == len("2026-11-22"):
            return day_start(date.fromisoformat(text) + timedelta(days=end_of_day), where)
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise SetupError(f"{text!r} is neither a date (2026-11-22) nor a time (2026-11-22T08:00)") from None
    return at.astimezone(UTC) if at.tzinfo else to_utc(at.date(), time(at.hour, at.minute, at.second), where)


def _minutes(interval: str) -> int:
    minutes = interval.removesuffix("m")
    if minutes not in map(str, MINUTES):
        raise SetupError(f"--interval {interval}: intervals are of 15m, 30m or 60m")
    return int(minutes)


def _queues(known: tuple[Queue, ...], found: list[Visit], wanted: str | None) -> list[Queue]:
    names = {queue.id for queue in known}
    unknown = sorted({visit.queue for visit in found} - names)
    queues = [*known, *(Queue(name, name, "") for name in unknown)]
    chosen = [queue for queue in queues if wanted in (None, queue.id)]
    if not chosen and wanted is not None:
        raise SetupError(f"no queue is called {wanted!r}; there are {', '.join(sorted(names)) or 'none'}")
    return chosen


def _question(
    queue: Queue, times: tuple[datetime, datetime, datetime], timezone: str | None, minutes: int, formula: Formula
) -> Question:
    since, until, now = times
    return Question(
        queue=queue.id,
        since=since,
        until=until,
        now=now,
        zone=zone(timezone or queue.timezone),
        minutes=minutes,
        thresholds=Thresholds(queue.service_level_s, queue.short_abandon_s),
        formula=formula,
    )


def _table(rows: list[IntervalRow], totals: list[IntervalRow], interval: str) -> str:
    busy = [_shown(row, None) for row in rows if row.offered]
    table = as_table([*busy, *(_shown(row, "all") for row in totals)])
    rules = {(row.queue, row.formula.value, row.threshold_s, row.short_abandon_s) for row in totals}
    said = [
        f"{name}: formula {rule}, answered within {t:g} s, short abandon within {s:g} s" for name, rule, t, s in rules
    ]
    quiet = len(rows) - len(busy)
    return "\n".join([table, *sorted(said), f"by join time, intervals of {interval}; {quiet} without calls not shown"])


def _shown(row: IntervalRow, start: str | None) -> dict[str, Any]:
    hidden = {"formula", "threshold_s", "short_abandon_s"}
    values = {name: value for name, value in dataclasses.asdict(row).items() if name not in hidden}
    return values if start is None else values | {"start": start}


def _said(at: datetime, where: ZoneInfo) -> str:
    return at.astimezone(where).isoformat(sep=" ", timespec="minutes")
