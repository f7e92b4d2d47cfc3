"""`queues`: what callers wait in."""

from contextlib import closing
from typing import Annotated

import typer

from ivr.config import load_settings
from ivr.store import queues
from ivr.store.database import Database

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Queues: list.")


@app.callback()
def noun() -> None:
    """What callers wait in."""


@app.command("list")
def list_all(everyone: Annotated[bool, typer.Option("--all", help="those out of use too")] = False) -> None:
    """Print the queues with what is promised in them."""
    with closing(Database(load_settings().database_url)) as database, database.read() as connection:
        found = [queue for queue in queues.everyone(connection) if queue.active or everyone]
    for queue in found:
        promise = f"{queue.goal_percent} % within {queue.service_level_s} s"
        state = "" if queue.active else "  not active"
        typer.echo(f"{queue.id:<24} {queue.skill:<16} {promise:<18} {queue.project or '-':<16} {queue.name}{state}")
