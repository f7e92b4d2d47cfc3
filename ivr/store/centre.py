"""The centre as a whole: what the engine works with and a file describes, out of the tables of its parts.

People change the parts one by one: ivr.store.agents, skills, levels, queues, teams, projects, pause_reasons, menus.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlalchemy import JSON, Column, Connection, String, Table, delete, func, insert, select

from ivr.store.agents import Agent, agents, load_with_secrets
from ivr.store.columns import metadata
from ivr.store.levels import agent_skills
from ivr.store.menus import Menu, load_menus, save_menu
from ivr.store.pause_reasons import REGISTER as PAUSE_REASONS
from ivr.store.pause_reasons import PauseReason, pause_reasons
from ivr.store.projects import REGISTER as PROJECTS
from ivr.store.projects import Project, projects
from ivr.store.queues import REGISTER as QUEUES
from ivr.store.queues import Queue, queues
from ivr.store.register import Row
from ivr.store.skills import REGISTER as SKILLS
from ivr.store.skills import Skill, skills
from ivr.store.teams import REGISTER as TEAMS
from ivr.store.teams import Team, teams

__all__ = [  # the words of a centre, wherever their tables are
    "Agent",
    "Centre",
    "Entry",
    "Menu",
    "PauseReason",
    "Project",
    "Queue",
    "Schedule",
    "Skill",
    "Team",
    "agents",
    "is_empty",
    "load_agents",
    "load_centre",
    "load_entries",
    "load_menus",
    "load_queues",
    "queues",
    "save_centre",
    "save_menu",
    "skills",
]

T = TypeVar("T", bound=Row)

entries = Table(
    "entries", metadata, Column("number", String(32), primary_key=True), Column("entry", String(128), nullable=False)
)

schedules = Table(
    "schedules", metadata, Column("id", String(64), primary_key=True), Column("definition", JSON, nullable=False)
)

centre_settings = Table(
    "centre_settings", metadata, Column("key", String(64), primary_key=True), Column("value", JSON, nullable=False)
)

REMINDER_PLAN = "appointment"
OPENING_HOURS = "opening_hours"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a dialled number leads to: menu:<id>, feature:<code>."""

    number: str
    entry: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """Opening hours as plain JSON."""

    id: str
    definition: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Centre:
    """Everything that is set up rather than happens."""

    skills: tuple[Skill, ...] = ()
    agents: tuple[Agent, ...] = ()
    queues: tuple[Queue, ...] = ()
    entries: tuple[Entry, ...] = ()
    menus: tuple[Menu, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    teams: tuple[Team, ...] = ()
    projects: tuple[Project, ...] = ()
    pause_reasons: tuple[PauseReason, ...] = ()

    @property
    def reminder_plan(self) -> dict[str, Any]:
        """In which menu reminders are told, and how often they are tried; `menu` is always there."""
        return {"menu": "reminder", **self.settings.get("reminder_plans", {}).get(REMINDER_PLAN, {})}


def save_centre(connection: Connection, centre: Centre) -> None:
    """Make the stored centre this one; a menu that differs from its latest version becomes a new version."""
    people = (
        (teams, centre.teams),
        (projects, centre.projects),
        (pause_reasons, centre.pause_reasons),
        (skills, centre.skills),
        (agents, centre.agents),
        (queues, centre.queues),
        (entries, centre.entries),
        (schedules, centre.schedules),
    )
    rows = [(table, [_values(row, table) for row in kept]) for table, kept in people]
    rows.append((agent_skills, list(_levels(centre))))
    rows.append((centre_settings, [{"key": key, "value": value} for key, value in centre.settings.items()]))
    for table, _ in reversed(rows):
        connection.execute(delete(table))
    for table, values in rows:
        if values:
            connection.execute(insert(table), values)
    for menu in centre.menus:
        save_menu(connection, menu)


def load_centre(connection: Connection) -> Centre:
    """The whole centre as far as it is active, menus in their latest version."""
    known = _active(SKILLS.everyone(connection))
    return Centre(
        skills=known,
        agents=tuple(_with_skills(agent, known) for agent in _active(load_agents(connection))),
        queues=_active(load_queues(connection)),
        entries=tuple(Entry(**row) for row in _rows(connection, entries)),
        menus=load_menus(connection),
        schedules=tuple(Schedule(**row) for row in _rows(connection, schedules)),
        settings=load_settings(connection),
        teams=_active(TEAMS.everyone(connection)),
        projects=_active(PROJECTS.everyone(connection)),
        pause_reasons=_active(PAUSE_REASONS.everyone(connection)),
    )


def load_settings(connection: Connection) -> dict[str, Any]:
    """What the centre's file said of the centre itself: its name, zone, languages."""
    return {row["key"]: row["value"] for row in _rows(connection, centre_settings)}


def load_agents(connection: Connection) -> tuple[Agent, ...]:
    """Every agent, active or not, with his skills and the secret of his phone."""
    return load_with_secrets(connection)


def load_queues(connection: Connection) -> tuple[Queue, ...]:
    """Every queue, active or not: reports speak of both."""
    return QUEUES.everyone(connection)


def load_entries(connection: Connection) -> dict[str, str]:
    """What each number leads to."""
    return {row["number"]: row["entry"] for row in _rows(connection, entries)}


def opening_hours(connection: Connection) -> dict[str, Any]:
    """The spans of each day of the week; empty: the centre is always open."""
    wish = select(schedules.c.definition).where(schedules.c.id == OPENING_HOURS)
    found: dict[str, Any] | None = connection.execute(wish).scalar()
    return found or {}


def is_empty(connection: Connection) -> bool:
    """Whether no centre was ever stored."""
    return connection.execute(select(func.count()).select_from(entries)).scalar_one() == 0


def _active(rows: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(row for row in rows if row.active)


def _with_skills(agent: Agent, known: tuple[Skill, ...]) -> Agent:
    ids = {skill.id for skill in known}
    return replace(agent, skills={skill: level for skill, level in agent.skills.items() if skill in ids})


def _levels(centre: Centre) -> Iterator[dict[str, Any]]:
    for agent in centre.agents:
        for skill, level in agent.skills.items():
            yield {"agent": agent.id, "skill": skill, "level": level}


def _values(row: object, table: Table) -> dict[str, Any]:
    return {name: getattr(row, name) for name in table.c.keys()}  # noqa: SIM118 — a collection of columns


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    return [dict(row) for row in connection.execute(ordered).mappings()]
