"""`erase-person`: a person's number becomes a keyed hash everywhere, what he said is deleted, every total stays."""

import getpass
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ivr.calls.pseudonym import Veil
from ivr.cli.erased_files import veil_files
from ivr.config import load_settings
from ivr.contacts.number import phone_number, spellings
from ivr.errors import SetupError
from ivr.store.database import Database
from ivr.store.erasure import Erased, erase


def main(
    number: Annotated[str, typer.Argument(help="the person's number, such as +36301234567")],
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Erase a person: numbers become a keyed hash, recordings and messages are deleted; this cannot be taken back."""
    settings = load_settings()
    if not settings.erasure_secret:
        raise SetupError("this installation has no secret for erasing yet: run `python3 -m ivr up` once")
    veil = Veil(spellings(phone_number(number, settings.region)), settings.erasure_secret)
    if not yes:
        typer.confirm("Erase this person for good?", abort=True)
    with closing(Database(settings.database_url)) as database:
        done = erase(database, veil, f"{getpass.getuser()} (command line)", datetime.now(UTC))
    if done.due:
        raise SetupError(f"{done.due} callbacks or reminders are still due to this number: cancel them first")
    _delete_messages(settings.home, done)
    left = veil_files(settings.asterisk_dir / "log", veil)
    _tell(done, left)


def _delete_messages(home: Path, done: Erased) -> None:
    for box, message_id in done.messages:
        (home / "messages" / box / f"{message_id}.wav").unlink(missing_ok=True)


def _tell(done: Erased, left: list[str]) -> None:
    typer.echo(f"{done.calls} calls, {done.recordings} recordings, {len(done.messages)} messages")
    told = (
        (done.held, "recordings stay: they are on legal hold; end the hold and run this again"),
        (done.running, "calls are not over: run this again when they are"),
        (done.in_audit, "older entries of the audit name the number: its chain does not let them be changed"),
    )
    for count, sentence in told:
        if count:
            typer.echo(f"{count} {sentence}")
    for name in left:
        typer.echo(f"{name} cannot be written by you and may hold the number")
