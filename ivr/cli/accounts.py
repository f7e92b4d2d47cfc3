"""`accounts`: who may come into the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from ivr.access.account import Account, Scope
from ivr.access.role import Role
from ivr.calls.ids import fresh_id
from ivr.cli.account_desk import AccountDesk
from ivr.config import load_settings
from ivr.errors import AuthorError
from ivr.hours.zone import zone
from ivr.store import projects
from ivr.store.centre import load_centre
from ivr.store.database import Database
from ivr.store.sign_in_links import LIVES

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Accounts of the console.")

Login = Annotated[str, typer.Argument(help="login of the account")]


@app.command("list")
def list_all() -> None:
    """Print every account."""
    with _desk() as desk:
        for account in desk.everyone():
            state = "active" if account.active else "not active"
            proofs = [name for name, has in (("password", account.has_password), ("code", account.has_totp)) if has]
            line = f"{account.login:<24} {account.role:<14} {state:<11} {'+'.join(proofs) or 'no password':<14}"
            typer.echo(f"{line} {_words(account.scope):<24} {account.name}")


@app.command()
def add(  # noqa: PLR0913, PLR0917 — one parameter an option
    login: Login,
    name: Annotated[str, typer.Option(help="name of the person")],
    role: Annotated[Role, typer.Option(help="what the account is for")],
    queue: Annotated[list[str] | None, typer.Option(help="only this queue; may be repeated; default: all")] = None,
    project: Annotated[list[str] | None, typer.Option(help="only this project; may be repeated; default: all")] = None,
    language: Annotated[str | None, typer.Option(help="language of the pages")] = None,
    timezone: Annotated[str | None, typer.Option(help="IANA zone of the times shown")] = None,
) -> None:
    """Make an account and print its one-time sign-in link."""
    with _desk() as desk:
        account = Account(
            id=fresh_id(),
            name=name,
            login=login,
            role=role,
            scope=Scope(_named(queue), _named(project)),
            language=language or desk.settings.languages[0],
            timezone=timezone or desk.settings.timezone,
        )
        zone(account.timezone)
        _known(desk, account)
        desk.add(account)
        _say(desk.link(login))


@app.command()
def link(login: Login) -> None:
    """Print a new one-time sign-in link: for the first sign-in, or for who lost password or authenticator."""
    with _desk() as desk:
        _say(desk.link(login))


@app.command()
def deactivate(login: Login) -> None:
    """Let an account in no more, and end its sessions."""
    with _desk() as desk:
        desk.deactivate(login)


@contextmanager
def _desk() -> Iterator[AccountDesk]:
    settings = load_settings()
    database = Database(settings.database_url)
    try:
        yield AccountDesk(settings, database, datetime.now(UTC))
    finally:
        database.close()


def _known(desk: AccountDesk, account: Account) -> None:
    spoken = desk.settings.languages
    if account.language not in spoken:
        raise AuthorError(f"no pages in {account.language}: choose one of {', '.join(spoken)}", key="language")
    with desk.database.read() as connection:
        _chosen("queue", account.scope.queues, {queue.id for queue in load_centre(connection).queues})
        _chosen("project", account.scope.projects, {project.id for project in projects.everyone(connection)})


def _chosen(what: str, names: frozenset[str] | None, known: set[str]) -> None:
    if strange := sorted((names or frozenset()) - known):
        raise AuthorError(f"there is no {what} {', '.join(strange)}: choose of {', '.join(sorted(known))}", key=what)


def _named(names: list[str] | None) -> frozenset[str] | None:
    return frozenset(names) if names else None


def _words(scope: Scope) -> str:
    named = sorted((scope.queues or frozenset()) | (scope.projects or frozenset()))
    return "everything" if scope.is_all else "only " + ", ".join(named)


def _say(address: str) -> None:
    typer.echo(f"{address}\n(works once, within {LIVES // timedelta(minutes=1)} minutes)")
