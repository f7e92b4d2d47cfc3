"""`reminders`: tell somebody something by telephone at a time."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from ivr.calls.ids import fresh_id
from ivr.calls.values import Money
from ivr.config import Settings, load_settings
from ivr.console.doorbell import ring
from ivr.contacts.contact import Contact
from ivr.errors import AuthorError, SetupError
from ivr.menus.definition_json import from_plain
from ivr.outbound.destination import allowed_destination
from ivr.outbound.reminder import Message
from ivr.spoken.money import money, written_money
from ivr.store import reminders as stored
from ivr.store.centre import Centre, load_centre
from ivr.store.database import Database
from ivr.store.reminders import Reminder

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Reminder calls: add, list, withdraw.")


@app.command()
def add(  # noqa: PLR0913, PLR0917 — one parameter an option
    to: Annotated[str, typer.Option(help="number to call: E.164, or as dialled at home")],
    at: Annotated[str, typer.Option(help="when to call: ISO 8601 with offset, or `now`")],
    text: Annotated[str | None, typer.Option(help="what to say, beside or instead of an appointment")] = None,
    appointment: Annotated[str | None, typer.Option(help="the appointment: ISO 8601 with offset")] = None,
    amount: Annotated[str | None, typer.Option(help="what is to be paid, such as `12500 HUF` or `49.90 EUR`")] = None,
    name: Annotated[str | None, typer.Option(help="who is greeted")] = None,
    language: Annotated[str, typer.Option(help="language of the call")] = "en",
    timezone: Annotated[str | None, typer.Option(help="the person's own zone, when it is known")] = None,
) -> None:
    """Call somebody at a time, inside decent hours of every zone the number may be in."""
    settings = load_settings()
    contact = Contact.of(to, name or "", language, timezone, settings.region)
    allowed_destination(contact.number.e164, settings.destinations)
    appointment_at = _moment(appointment, "appointment") if appointment else None
    message = Message(text, appointment_at, name, timezone, _sayable(amount, language) if amount else None)
    created_at = datetime.now(UTC)
    due_at = created_at if at == "now" else _moment(at, "at")
    reminder = Reminder(fresh_id(), contact.number.e164, language, due_at, created_at, message.to_plain())
    with _database(settings) as database, database.write() as connection:
        _require_language(load_centre(connection), language)
        stored.add(connection, reminder)
    ring(settings)
    typer.echo(reminder.id)
    if settings.trunk is None:
        typer.echo("No carrier is configured, so it waits: `python3 -m ivr up --trunk HOST:PORT`.", err=True)


@app.command("list")
def list_latest(limit: Annotated[int, typer.Option(help="how many")] = 20) -> None:
    """Print the reminders due last, the latest first."""
    with _database(load_settings()) as database, database.read() as connection:
        for reminder in stored.latest(connection, limit):
            ended = reminder.response or reminder.disposition or reminder.reason or ""
            typer.echo(
                f"{reminder.id}  {reminder.number:<16} {reminder.due_at.isoformat(timespec='seconds')}"
                f"  {reminder.state:<9} attempts {reminder.attempts_made}  {ended}"
            )


@app.command()
def withdraw(reminder: Annotated[str, typer.Argument(help="id of the reminder")]) -> None:
    """Call a waiting reminder off."""
    with _database(load_settings()) as database, database.write() as connection:
        if not stored.withdraw(connection, reminder):
            raise SetupError(f"{reminder} does not wait any more: `reminders list` says what became of it")


def _database(settings: Settings) -> closing[Database]:
    return closing(Database(settings.database_url))


def _require_language(centre: Centre, language: str) -> None:
    """AuthorError unless the menu reminders are told in speaks it: the person would hear another one."""
    plan = centre.reminder_plan
    menus = {menu.id: from_plain(menu.definition) for menu in centre.menus}
    spoken = menus[plan["menu"]].languages if plan["menu"] in menus else ()
    if language not in spoken:
        known = f"it speaks {', '.join(spoken)}" if spoken else "it is not in the database"
        raise AuthorError(f"the menu {plan['menu']} does not speak {language!r}: {known}", key="language")


def _sayable(text: str, language: str) -> Money:
    amount = written_money(text)
    money(amount, language)
    return amount


def _moment(text: str, key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise AuthorError(f"{text!r} is not a time such as 2026-11-23T15:00+01:00", key=key) from None
    if moment.tzinfo is None:
        raise AuthorError(f"{text!r} needs an offset, such as +01:00", key=key)
    return moment
