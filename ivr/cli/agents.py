"""`agents`: the people who take calls, and their phones."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer

from ivr.cli.centre_desk import CentreDesk
from ivr.config import load_settings
from ivr.errors import AuthorError
from ivr.hours.zone import day_start, zone
from ivr.store.agent_search import AgentWish, search
from ivr.store.agents import Agent
from ivr.store.database import Database
from ivr.store.levels import Level

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Agents and their phones.")

MOST = 10_000
AgentId = Annotated[str, typer.Argument(help="id of the agent, such as agent-anna")]


@app.command("list")
def list_found(
    text: Annotated[str, typer.Option(help="part of a name, id or extension")] = "",
    everyone: Annotated[bool, typer.Option("--all", help="those out of use too")] = False,
) -> None:
    """Print agents, by name."""
    with _desk() as desk, desk.database.read() as connection:
        found = search(connection, AgentWish(text, active=None if everyone else True, limit=MOST)).agents
    for agent in found:
        skills = ", ".join(f"{skill} {level}" for skill, level in agent.skills.items()) or "no skill"
        state = "" if agent.active else "  not active"
        typer.echo(f"{agent.id:<24} {agent.extension:<8} {agent.team or '-':<16} {agent.name}: {skills}{state}")


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="name of the agent")],
    extension: Annotated[str, typer.Option(help="number of the phone")],
    team: Annotated[str | None, typer.Option(help="id of the team")] = None,
    skill: Annotated[list[str] | None, typer.Option(help="skill=level, 9 is best; may be repeated")] = None,
) -> None:
    """Make an agent and print what his phone needs."""
    with _desk() as desk:
        wanted = Agent("", name, extension=extension, team=team)
        typer.echo(desk.add_agent(wanted, dict(map(_level, skill or ()))).text())


@app.command()
def deactivate(agent: AgentId) -> None:
    """Take an agent out of use: his phone registers no more, his past stays in the reports."""
    with _desk() as desk:
        desk.deactivate_agent(agent)


@app.command()
def level(
    agent: AgentId,
    skill: Annotated[str, typer.Argument(help="id of the skill")],
    level: Annotated[str, typer.Argument(help="1 to 9, 9 is best; `none` takes the skill away")],
    until: Annotated[str | None, typer.Option(help="the last day of it, such as 2027-01-31")] = None,
) -> None:
    """Set how well an agent has a skill; calls are offered accordingly from now on."""
    with _desk() as desk:
        wanted = None if level == "none" else _level(f"{skill}={level}")[1]
        desk.set_level(Level(agent, skill, wanted, _end_of(until, desk.settings.timezone) if until else None))


@app.command("rotate-phone")
def rotate_phone(agent: AgentId) -> None:
    """Give an agent's phone a new secret, and print what the phone needs from now on."""
    with _desk() as desk:
        typer.echo(desk.rotate_phone(agent).text())


@contextmanager
def _desk() -> Iterator[CentreDesk]:
    settings = load_settings()
    database = Database(settings.database_url)
    try:
        yield CentreDesk(settings, database, datetime.now(UTC))
    finally:
        database.close()


def _level(written: str) -> tuple[str, int]:
    skill, _, level = written.partition("=")
    if not (level.isascii() and level.isdigit()):
        raise AuthorError(f"{written!r} is no skill and level such as nurse=7", key="skill")
    return skill, int(level)


def _end_of(day: str, timezone: str) -> datetime:
    try:
        after = date.fromisoformat(day) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise AuthorError(f"{day!r} is no day such as 2027-01-31", key="until") from None
    return day_start(after, zone(timezone))
