"""`welcome`: what `up` prints when all is ready: how to look, and how to ring."""

from datetime import UTC, datetime, timedelta

import typer

from ivr.cli.account_desk import AccountDesk
from ivr.config import Settings, load_settings
from ivr.store.centre import Centre, load_centre
from ivr.store.database import Database
from ivr.store.sign_in_links import LIVES


def main() -> None:
    """Print a one-time sign-in link, how to ring from a softphone, and the test call."""
    settings = load_settings()
    database = Database(settings.database_url)
    try:
        typer.echo(welcome(settings, database, datetime.now(UTC)))
    finally:
        database.close()


def welcome(settings: Settings, database: Database, now: datetime) -> str:
    """The lines to print; a new sign-in link is made."""
    link = AccountDesk(settings, database, now).first_link()
    with database.read() as connection:
        centre = load_centre(connection)
    minutes = LIVES // timedelta(minutes=1)
    return "\n".join(
        [f"console    {link}", f"           (works once, within {minutes} minutes)", *_ringing(settings, centre)]
    )


def _ringing(settings: Settings, centre: Centre) -> list[str]:
    number = next((entry.number for entry in centre.entries if entry.entry.startswith("menu:")), None)
    if number is None:
        return ["ring it    no number leads to a menu yet"]
    lines = [f"softphone  server {settings.sip_host}, port {settings.sip_port}, UDP; dial {number}"]
    if centre.agents:
        agent = centre.agents[-1]
        lines.append(f"           user {agent.id}, secret {agent.phone_secret}")
        lines.append("           a new secret for another phone: python3 -m ivr agents rotate-phone AGENT")
    return [*lines, f'test call  python3 -m ivr call {number} --press "wait:3 2"']
