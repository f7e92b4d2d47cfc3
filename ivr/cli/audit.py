"""`audit`: whether the record of every change is as it was written."""

from contextlib import closing

import typer

from ivr.config import load_settings
from ivr.errors import SetupError
from ivr.store import audit
from ivr.store.database import Database

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The record of every change: verify.")


@app.callback()
def noun() -> None:
    """The record of every change."""


@app.command()
def verify() -> None:
    """Say where the chain of the audit is broken; exit code 0 when it is whole."""
    with closing(Database(load_settings().database_url)) as database, database.read() as connection:
        broken, end = audit.verify(connection), audit.end(connection)
    if broken is not None:
        raise SetupError(f"the audit is not as it was written from entry {broken} on: compare it with a backup")
    typer.echo(f"{end.seq} entries, whole; the chain ends in {end.hash}")
    typer.echo("Write number and hash down elsewhere: they prove later that nothing before was altered.")
