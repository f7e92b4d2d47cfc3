"""`erase-person`: a person's number becomes a keyed hash everywhere, what he said is deleted, every total stays."""

import getpass
from contextlib import closing
from typing import Annotated

import typer

from ivr.app import now
from ivr.config import load_settings
from ivr.contacts.number import phone_number
from ivr.errors import SetupError
from ivr.store.database import Database
from ivr.store.erasures import Erasure
from ivr.worker.erasing import erase_now, eraser_of


def main(
    number: Annotated[str, typer.Argument(help="the person's number, such as +36301234567")],
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Erase a person: numbers become a keyed hash, recordings and messages are deleted; this cannot be taken back."""
    settings = load_settings()
    if not settings.erasure_secret:
        raise SetupError("this installation has no secret for erasing yet: run `python3 -m ivr up` once")
    person = phone_number(number, settings.region).e164
    if not yes:
        typer.confirm("Erase this person for good?", abort=True)
    with closing(Database(settings.database_url)) as database:
        done = erase_now(eraser_of(settings, database, now), person, f"{getpass.getuser()} (command line)")
    if done.erased.due:
        raise SetupError(f"{done.erased.due} callbacks or reminders are still due to this number: cancel them first")
    _tell(done)


def _tell(done: Erasure) -> None:
    counts = done.erased
    typer.echo(f"{counts.calls} calls, {counts.recordings} recordings, {counts.messages} messages")
    told = (
        (counts.held, "recordings stay: they are on legal hold; end the hold and run this again"),
        (counts.running, "calls are not over: run this again when they are"),
        (counts.in_audit, "older entries of the audit name the number: its chain does not let them be changed"),
    )
    for count, sentence in told:
        if count:
            typer.echo(f"{count} {sentence}")
    for name in done.files_left:
        typer.echo(f"{name} cannot be written by you and may hold the number")
