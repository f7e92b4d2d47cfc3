"""`callbacks`: people who rather are called back than wait."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from ivr.cli.signature import signature
from ivr.config import Settings, load_settings
from ivr.console.callback_changes import Times, added, cancelled, new_callback
from ivr.console.changes import Deed, write_down_as
from ivr.console.doorbell import ring
from ivr.contacts.number import phone_number
from ivr.errors import AuthorError, FieldError
from ivr.outbound.destination import allowed_destination
from ivr.store import callbacks as stored
from ivr.store.centre import load_centre
from ivr.store.database import Database

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Callbacks: list, add, cancel.")

WORTH = timedelta(hours=4)


@app.command("list")
def list_latest(days: Annotated[int, typer.Option(min=1, help="asked for in so many days")] = 7) -> None:
    """Print the callbacks asked for lately, the latest first."""
    now = datetime.now(UTC)
    with closing(Database(load_settings().database_url)) as database, database.read() as connection:
        found = stored.requested_between(connection, now - timedelta(days=days), now + timedelta(days=1))
    if not found:
        typer.echo(f"no callbacks were asked for in the last {days} days")
    for one in found:
        at = one.not_before or one.entered_at
        typer.echo(
            f"{one.id}  {one.number:<16} {one.queue:<14} {at.isoformat(timespec='seconds')}"
            f"  {one.state:<10} attempts {one.attempts_made}  {one.reason or ''}".rstrip()
        )


@app.command()
def add(
    to: Annotated[str, typer.Option(help="number to call: E.164, or as dialled at home")],
    queue: Annotated[str, typer.Option(help="id of the queue whose agents call")],
    at: Annotated[str, typer.Option(help="when: ISO 8601 with offset, or `now`")] = "now",
    language: Annotated[str | None, typer.Option(help="language of the call; else the centre's first")] = None,
) -> None:
    """Call somebody back when an agent of a queue is free, from now on or from a time on; prints its id."""
    settings, now = load_settings(), datetime.now(UTC)
    number = allowed_destination(phone_number(to, settings.region).e164, settings.destinations).e164
    chosen = None if at == "now" else _moment(at, now)
    with closing(Database(settings.database_url)) as database:
        with database.read() as connection:
            centre = load_centre(connection)
        skill = next((one.skill for one in centre.queues if one.id == queue), None)
        if skill is None:
            known = ", ".join(sorted(one.id for one in centre.queues)) or "none"
            raise AuthorError(f"{queue!r} is no queue in use; those are: {known}", key="queue")
        spoken = language or centre.settings["languages"][0]
        times = Times(now, (chosen or now) + WORTH, chosen)
        wish = new_callback(number, (queue, skill), spoken, times, signature())
        _change(settings, database, added(wish))
    typer.echo(wish.id)
    if settings.trunk is None:
        typer.echo("No carrier is configured, so it waits: `python3 -m ivr up --trunk HOST:PORT`.", err=True)


@app.command()
def cancel(callback: Annotated[str, typer.Argument(help="id of the callback")]) -> None:
    """Cancel a callback whose person is not connected yet; a telephone that rings falls silent."""
    settings = load_settings()
    with closing(Database(settings.database_url)) as database:
        _change(settings, database, cancelled(callback, datetime.now(UTC), signature()))


def _change(settings: Settings, database: Database, deed: Deed) -> None:
    try:
        with database.write() as connection:
            write_down_as(connection, deed, signature(), datetime.now(UTC))
    except FieldError as refused:
        raise AuthorError(f"{refused} `callbacks list` shows how they stand.", key=refused.field) from None
    ring(settings)


def _moment(text: str, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise AuthorError(f"{text!r} is not a time such as 2026-11-23T15:00+01:00", key="at") from None
    if moment.tzinfo is None:
        raise AuthorError(f"{text!r} needs an offset, such as +01:00", key="at")
    if moment <= now:
        raise AuthorError(f"{text} is over: say `now`", key="at")
    return moment
