"""`report queues`: every figure of each queue; `report passport`: what a figure is, and how complete it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from ivr.cli.report_options import Format as As
from ivr.cli.report_options import (
    OneQueue,
    Since,
    Until,
    Written,
    chosen_queues,
    opened,
    question_of,
    say_blind,
    time_range,
)
from ivr.cli.written import write_rows
from ivr.errors import SetupError
from ivr.hours.periods import Period
from ivr.reports.contacts_again import WINDOWS
from ivr.reports.figure_list import FIGURES
from ivr.reports.figures_beside import FIGURES_BESIDE
from ivr.reports.passport import passport_lines
from ivr.reports.ratios import Formula
from ivr.reports.service_level import Question
from ivr.reports.tables import shown
from ivr.store import call_events, centre, level_report
from ivr.store.completeness import passport_of
from ivr.store.folding import refresh
from ivr.store.queue_report import queue_reports

Days = Annotated[
    int | None, typer.Option(help="count contacts anew by 1, 3, 7 or 30 days; default: each queue's own of the time")
]


def report_queues(
    since: Since = None, until: Until = None, queue: OneQueue = None, days: Days = None, written: Written = As.TABLE
) -> None:
    """Every figure of each queue over the range, one row a queue, by the rules of the time."""
    if days not in {None, *WINDOWS}:
        raise SetupError(f"--days {days}: the days are 1, 3, 7 or 30")
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        refresh(database)
        with database.read() as connection:
            queues = chosen_queues(
                centre.load_queues(connection), level_report.queues_seen(connection, start, end), queue
            )
            asked = [question_of(one, (start, end, now), None, Period.DAY, Formula.V6) for one in queues]
            rows = _rows(connection, asked, days)
            if written is As.TABLE:  # forty figures are read downwards
                found = list(rows)
                names = list(found[0])[1:] if found else []
                rows = (
                    {"figure": name} | {str(row["queue"]): shown(name, row[name]) for row in found} for name in names
                )
            write_rows(rows, written, "no queues")
            seen = call_events.asterisk_seen(connection, start, end)
    say_blind(seen, (start, end), own_zone, written)


def report_passport(
    figure: Annotated[str, typer.Argument(help="the figure's id, such as service_level")],
    since: Since = None,
    until: Until = None,
    queue: OneQueue = None,
) -> None:
    """What a figure is: its formula, thresholds, what is left out, and how complete the range is."""
    known = FIGURES | FIGURES_BESIDE
    if figure not in known:
        raise SetupError(f"no figure is called {figure!r}; there are {', '.join(sorted(known))}")
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        refresh(database)
        with database.read() as connection:
            found = passport_of(connection, figure, queue, start, end)
    for line in passport_lines(found, own_zone):
        typer.echo(line)


def _rows(connection: Any, asked: list[Question], days: int | None) -> Iterator[dict[str, Any]]:
    for report in queue_reports(connection, asked, days):
        again = {"days": report.again.days, "anonymous": report.again.anonymous, "undecided": report.again.undecided}
        yield {"queue": report.queue, **report.values, **again}
