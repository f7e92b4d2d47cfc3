"""`import`: the history of another telephone system, so that its years are in every report (docs/import.md)."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.bar import Bar
from ivr.cli.signature import signature
from ivr.config import Settings, load_settings
from ivr.errors import SetupError
from ivr.store import import_undo, imports
from ivr.store.database import Database
from ivr.worker.import_reading import TOLD_BAD, Taken
from ivr.worker.importer import Importer

Files = Annotated[
    list[Path], typer.Argument(help="plain or packed with gzip; each may be imported again when it has grown")
]
Zone = Annotated[str | None, typer.Option(help="IANA zone of times without one; default: the installation's")]

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Take over the history of Asterisk, FreePBX or Issabel."
)


@app.command("queue-log")
def queue_log(files: Files, timezone: Zone = None) -> None:
    """Asterisk's queue_log, or CSV of its table: every stay in a queue, every agent."""
    _take("queue-log", files, timezone)


@app.command()
def cdr(files: Files, timezone: Zone = None) -> None:
    """Master.csv, or CSV of the table cdr with its header: every call, joined with the queue_log's."""
    _take("cdr", files, timezone)


@app.command()
def cel(files: Files, timezone: Zone = None) -> None:
    """CSV of the channel event log: beginning, answer and end of every call, and who hung up."""
    _take("cel", files, timezone)


@app.command("list")
def list_imports() -> None:
    """Each file that was taken over, the latest first: when, by which zone, and what it brought."""
    with _opened() as (_, database), database.read() as connection:
        for one in imports.every(connection):
            state = f"taken back {one.undone_at:%Y-%m-%d %H:%M} UTC" if one.undone_at else _state(one)
            typer.echo(f"{one.id}  {one.began_at:%Y-%m-%d %H:%M} UTC  {one.kind}  {one.timezone}  {state}  {one.path}")


@app.command()
def undo(numbers: Annotated[list[int], typer.Argument(help="of imports, as `import list` shows them")]) -> None:
    """Take imports back: of a wrong zone, of a wrong file. What was told by others stays."""
    with _opened() as (settings, database), _alone(settings.home / "import.lock"):
        with database.read() as connection:
            found = [imports.of(connection, number) for number in numbers]
        for number, one in zip(numbers, found, strict=True):
            if one is None or one.undone_at is not None:
                raise SetupError(f"there is no import {number} to take back: `python3 -m ivr import list` shows them")
        for number in numbers:
            done = import_undo.undo(database, number, signature(), now())
            typer.echo(f"import {number} is taken back: {done.calls} calls, {done.changes} changes of agents' states")


def _state(one: imports.Import) -> str:
    brought = f"{one.rows} rows, {one.events} new events"
    return brought if one.ended_at else "broken off: the same command goes on"


@contextmanager
def _opened() -> Iterator[tuple[Settings, Database]]:
    settings = load_settings()
    with closing(Database(settings.database_url, checkpoints_itself=False)) as database:
        yield settings, database


def _take(kind: str, files: Sequence[Path], timezone: str | None) -> None:
    with _opened() as (settings, database), _alone(settings.home / "import.lock"):
        importer = Importer(database, timezone or settings.timezone, settings.home / "imports", now)
        with Bar(f"importing {kind}", lines=True) as bar:
            found = [
                importer.take(file, kind, partial(_goes, bar, number, len(files))) for number, file in enumerate(files)
            ]
    for taken in found:
        _tell(taken)
    typer.echo("See `python3 -m ivr report service-level --from DATE --to DATE`, or the console's reports.")


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def _goes(bar: Bar, number: int, files: int, share: float) -> None:
    bar.goes((number + share) / files)


def _tell(taken: Taken) -> None:
    typer.echo(f"{taken.path}: {taken.rows} rows, {taken.events} new events")
    if taken.events:
        typer.echo(
            f"  read by the clock of {taken.timezone}; `python3 -m ivr import undo {taken.number}` takes it back"
        )
    for event, count in sorted(taken.unknown.items()):
        typer.echo(f"  not known and passed over: {event} ({count} rows)")
    for sentence in taken.told_bad:
        typer.echo(f"  {sentence}", err=True)
    if taken.bad > TOLD_BAD:
        typer.echo(f"  ... {taken.bad} rows in all could not be read", err=True)
    if taken.kept_in:
        typer.echo(f"  the rows that could not be read are kept in {taken.kept_in}", err=True)
    if taken.broken:
        typer.echo(f"  {taken.path} is broken ({taken.broken}): everything before that was taken over", err=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One import at a time: two would not see each other's calls."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SetupError("another import is running: wait until it is over") from None
        yield
