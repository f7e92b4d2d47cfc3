"""What every report is asked: from when to when, which queue, cut how, written how."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ivr.calls.events import Event
from ivr.config import load_settings
from ivr.errors import SetupError
from ivr.hours.periods import Period
from ivr.hours.zone import day_start, to_utc, zone
from ivr.reports.blind import blind_between, blind_sentences
from ivr.reports.counts import Thresholds
from ivr.reports.ratios import Formula
from ivr.reports.service_level import Question
from ivr.store.centre import Queue
from ivr.store.database import Database


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Since = Annotated[str | None, typer.Option("--from", help="date or ISO time; default: today")]
Until = Annotated[str | None, typer.Option("--to", help="date (its end) or ISO time; default: now")]
Zone = Annotated[str | None, typer.Option(help="IANA zone of the times; default: the queue's own")]
Written = Annotated[Format, typer.Option("--format", help="table, csv or json")]
Interval = Annotated[Period, typer.Option(help="15m, 30m, 60m, day, week or month")]
OneQueue = Annotated[str | None, typer.Option("--queue", help="one queue; default: all")]


@dataclass(frozen=True, slots=True)
class IntervalOptions:
    """What a report of a queue by intervals is asked."""

    since: Since = None
    until: Until = None
    interval: Interval = Period.HALF_HOUR
    queue: OneQueue = None
    timezone: Zone = None
    written: Written = Format.TABLE


@contextmanager
def opened() -> Iterator[tuple[Database, ZoneInfo]]:
    """The database, and the installation's zone."""
    settings = load_settings()
    database = Database(settings.database_url)
    try:
        yield database, zone(settings.timezone)
    finally:
        database.close()


def time_range(since: str | None, until: str | None, where: ZoneInfo, now: datetime) -> tuple[datetime, datetime]:
    """From when to when is asked; today until now by default."""
    today = now.astimezone(where).date()
    start = _moment(since, where) if since else day_start(today, where)
    end = _moment(until, where, end_of_day=True) if until else max(now, start)
    if end < start:
        raise SetupError(f"--to ({said(end, where)}) is before --from ({said(start, where)})")
    return start, end


def _moment(text: str, where: ZoneInfo, *, end_of_day: bool = False) -> datetime:
    try:
        if len(text) == len("2026-11-22"):
            return day_start(date.fromisoformat(text) + timedelta(days=end_of_day), where)
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise SetupError(f"{text!r} is neither a date (2026-11-22) nor a time (2026-11-22T08:00)") from None
    return at.astimezone(UTC) if at.tzinfo else to_utc(at.date(), time(at.hour, at.minute, at.second), where)


def chosen_queues(known: tuple[Queue, ...], seen: set[str], wanted: str | None) -> list[Queue]:
    """The queues there are and those only the history knows; of them the one wanted."""
    names = {queue.id for queue in known}
    unknown = sorted(seen - names)
    queues = [*known, *(Queue(name, name, "") for name in unknown)]
    chosen = [queue for queue in queues if wanted in (None, queue.id)]
    if not chosen and wanted is not None:
        raise SetupError(f"no queue is called {wanted!r}; there are {', '.join(sorted(names)) or 'none'}")
    return chosen


def question_of(
    queue: Queue, times: tuple[datetime, datetime, datetime], timezone: str | None, period: Period, formula: Formula
) -> Question:
    """What is asked of one queue, by its own thresholds; times: since, until, now."""
    since, until, now = times
    return Question(
        queue=queue.id,
        since=since,
        until=until,
        now=now,
        zone=zone(timezone or queue.timezone),
        period=period,
        thresholds=Thresholds(queue.service_level_s, queue.short_abandon_s),
        formula=formula,
    )


def said(at: datetime, where: ZoneInfo) -> str:
    """A moment as the tables say it."""
    return at.astimezone(where).isoformat(sep=" ", timespec="minutes")


def say_blind(seen: Iterable[Event], times: tuple[datetime, datetime], where: ZoneInfo, written: Format) -> None:
    """Name each interval in which nobody saw Asterisk: under a table, on stderr beside rows for programs."""
    for sentence in blind_sentences(blind_between(seen, *times), where):
        typer.echo(sentence, err=written is not Format.TABLE)
