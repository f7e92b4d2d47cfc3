"""`export`: calls, visits and legs for other programs, as Parquet files, and DuckDB over them (docs/export.md)."""

import getpass
import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from ivr.analytics.duck import opened
from ivr.analytics.views import make_views
from ivr.bringup import environment
from ivr.bringup.progress import MB
from ivr.calls.pseudonym import Pseudonyms
from ivr.cli.bar import Bar
from ivr.cli.report_options import Zone, time_range
from ivr.config import PROJECT, Settings, load_settings
from ivr.errors import SetupError
from ivr.hours.zone import zone
from ivr.store.audit import AuditEntry, append
from ivr.store.database import Database
from ivr.store.export import SCHEMA_VERSION
from ivr.store.folding import refresh
from ivr.worker.exporter import MANIFEST, Exporter, Wanted, require_ours

DUCKDB = environment.Wheels("DuckDB", PROJECT / "requirements-analytics.lock", 21 * MB, 58 * MB)
PSEUDONYMS, WHOLE = "pseudonyms", "whole"

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The history for other programs.")


@app.command()
def install() -> None:
    """Bring DuckDB into the environment: what the other two need."""
    environment.add(load_settings().cache, DUCKDB, "import duckdb", typer.echo)
    typer.echo("DuckDB is installed.")


@app.command()
def parquet(
    folder: Annotated[Path, typer.Argument(help="made anew, or replaced when it is an older export")],
    since: Annotated[str, typer.Option("--from", help="first day, such as 2026-01-01")],
    until: Annotated[str | None, typer.Option("--to", help="last day; default: until now")] = None,
    timezone: Zone = None,
    with_numbers: Annotated[bool, typer.Option("--with-numbers", help="telephone numbers as they are")] = False,
) -> None:
    """Calls, visits and legs, a file a month each; numbers become pseudonyms unless asked otherwise."""
    settings, now, folder = load_settings(), datetime.now(UTC), folder.resolve()
    with opened():  # what is missing is said before anything is done
        require_ours(folder)
    where = zone(timezone or settings.timezone)
    start, end = time_range(since, until, where, now)
    number, numbers = (_as_it_is, WHOLE) if with_numbers else (_pseudonyms(settings), PSEUDONYMS)
    wanted = Wanted(start, max(end, start + timedelta(microseconds=1)), where, number, numbers)
    with closing(Database(settings.database_url)) as database, Bar("exporting", lines=True) as bar:
        refresh(database)
        _audited(database, folder, wanted, now)
        manifest = Exporter(database, bar.goes).write(folder, wanted, now)
    rows = ", ".join(f"{table['rows']} {name}" for name, table in manifest["tables"].items())
    typer.echo(f"{folder}: {rows}; numbers: {numbers}")


@app.command()
def duckdb(
    file: Annotated[Path, typer.Argument(help="the database to make, such as centre.duckdb")],
    folder: Annotated[Path, typer.Argument(help="a folder made by `export parquet`")],
) -> None:
    """A DuckDB database with views over an exported folder: calls, visits, legs, service_level."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SetupError(
            f"{folder} is no finished export: run `python3 -m ivr export parquet {folder}` first"
        ) from None
    if manifest.get("schema_version") != SCHEMA_VERSION:
        raise SetupError(f"{folder} was exported by another version: run `python3 -m ivr export parquet` again")
    make_views(file, folder, manifest["tables"], manifest["timezone"])
    typer.echo(f"{file}: views {', '.join(manifest['tables'])}, service_level")


def _as_it_is(number: str | None) -> str | None:
    return number


def _pseudonyms(settings: Settings) -> Callable[[str | None], str | None]:
    if not settings.erasure_secret:
        raise SetupError("this installation has no secret for pseudonyms yet: run `python3 -m ivr up` once")
    return Pseudonyms(settings.erasure_secret).of


def _audited(database: Database, folder: Path, wanted: Wanted, now: datetime) -> None:
    """Written down before the first row leaves."""
    told = {"from": wanted.since.isoformat(), "to": wanted.until.isoformat(), "numbers": wanted.numbers}
    who = f"{getpass.getuser()} (command line)"
    with database.write() as connection:
        append(connection, AuditEntry(now, who, "export", "history", str(folder), None, told))
