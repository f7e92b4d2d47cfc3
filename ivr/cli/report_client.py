"""`report client`: a project's week or month for its client, as text, PDF, workbook or CSV."""

import importlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.report_options import opened
from ivr.errors import FieldError, SetupError
from ivr.reports.client_csv import client_csv
from ivr.reports.client_figures import completeness, headline
from ivr.reports.client_report import ClientReport
from ivr.reports.client_tables import Cell, Kind, shown
from ivr.reports.client_words import LANGUAGES, Words
from ivr.reports.period import Kind as Long
from ivr.reports.period import Period, last_whole, period_of
from ivr.store.client_reports import read_report
from ivr.store.folding import refresh
from ivr.store.projects import everyone

File = Annotated[Path | None, typer.Option(help="write this file", dir_okay=False)]


def report_client(  # noqa: PLR0913, PLR0917 — each is an option of the command line
    project: Annotated[str, typer.Argument(help="id of the project")],
    month: Annotated[str | None, typer.Option(help="such as 2026-10; default: the last whole one")] = None,
    week: Annotated[str | None, typer.Option(help="such as 2026-W46")] = None,
    pdf: File = None,
    xlsx: File = None,
    csv: Annotated[bool, typer.Option("--csv", help="every half hour as CSV, to standard output")] = False,
    language: Annotated[str, typer.Option(help="en or hu")] = "en",
) -> None:
    """What a client is told of his project: figures with their rules, or the files he gets."""
    if language not in LANGUAGES:
        raise SetupError(f"--language {language}: there are {', '.join(LANGUAGES)}")
    report, words = _read(project, month, week), Words(language)
    if csv:
        typer.echo(client_csv(report, words).decode(), nl=False)
    for path, module in ((pdf, "pdf"), (xlsx, "workbook")):
        if path is not None:
            drawn = importlib.import_module(f"ivr.printing.{module}")  # takes a while, which only paper needs
            path.write_bytes(getattr(drawn, f"client_{module}")(report, words))
            typer.echo(f"{path}: {path.stat().st_size} bytes", err=True)
    if not (csv or pdf or xlsx):
        typer.echo(_text(report, words))


def _read(project: str, month: str | None, week: str | None) -> ClientReport:
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        refresh(database)
        period = _period(month, week) or last_whole(Long.MONTH, now.astimezone(own_zone).date())
        with database.read() as connection:
            report = read_report(connection, project, period, now)
            known = ", ".join(one.id for one in everyone(connection)) or "none"
    if report is None:
        raise SetupError(f"no project is called {project!r}; there are {known}")
    return report


def _period(month: str | None, week: str | None) -> Period | None:
    if month and week:
        raise SetupError("--month and --week: choose one of them")
    try:
        return period_of(name) if (name := month or week) else None
    except FieldError as refused:
        raise SetupError(f"{month or week}: {refused}") from None


def _text(report: ClientReport, words: Words) -> str:
    lines = [f"{report.asking.name} · {report.asking.client} · {words.period(report.asking.period)}", ""]
    for one in headline(report, words):
        value = shown(Cell(one.value, Kind(one.kind)), words)
        before = shown(Cell(one.before, Kind(one.kind)), words)
        lines.append(f"{one.label:<28} {value:>14} {before:>14}  {one.formula}")
    return "\n".join([*lines, "", *completeness(report, words)])
