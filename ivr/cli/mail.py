"""`mail`: whether mail can be sent, and what was."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from ivr.calls.ids import fresh_id
from ivr.config import load_settings
from ivr.contacts.email_address import email_address
from ivr.errors import FieldError, SetupError
from ivr.messaging.email import Security, Verdict, deliver
from ivr.messaging.letter import Letter
from ivr.store import mails
from ivr.store.database import Database
from ivr.store.mails import MailSearch
from ivr.store.outbox import OutboxState
from ivr.worker.mail import mail_server

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Mail: test, list.")

TEXT = "This is a test: mail of this installation arrives.\n"


@app.command()
def test(address: Annotated[str, typer.Argument(help="where a test mail goes, at once")]) -> None:
    """Send one mail by the settings, and say what became of it; exit code 0 when the server took it."""
    settings = load_settings()
    server = mail_server(settings)
    if server is None:
        raise SetupError("no mail server is set: write mail_host and mail_from into settings.json")
    if settings.mail_security not in set(Security):
        raise SetupError(f"mail_security {settings.mail_security!r}: it is {', '.join(Security)}")
    try:
        letter = Letter(fresh_id(), email_address(address), "Test", TEXT, datetime.now(UTC))
    except FieldError as refused:
        raise SetupError(str(refused)) from None
    found = deliver(server, letter)
    if found.verdict is not Verdict.SENT:
        raise SetupError(f"{server.host}:{server.port} did not take it: {found.said}")
    typer.echo(f"{server.host}:{server.port} took it for {letter.to}")


@app.command("list")
def list_latest(
    state: Annotated[OutboxState | None, typer.Option(help="only those that stand so")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
) -> None:
    """Print the mails made last, the latest first."""
    with closing(Database(load_settings().database_url)) as database, database.read() as connection:
        for one in mails.search(connection, MailSearch(state), limit):
            at = one.created_at.isoformat(timespec="seconds")
            said = f"  {one.said}" if one.said else ""
            typer.echo(f"{at}  {one.state:<9} tries {one.tries:<2} {one.recipient:<32} {one.subject}{said}")
