"""The centre: agents with skills and phones, queues, entries, menus, opening schedules, settings."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Column, Connection, ForeignKey, Integer, String, Table, Text, delete, func, insert, select

from ivr.store.columns import metadata

skills = Table("skills", metadata, Column("id", String(64), primary_key=True), Column("name", Text, nullable=False))

agents = Table(
    "agents",
    metadata,
    Column("id", String(64), primary_key=True),  # the name of the phone's endpoint too
    Column("name", Text, nullable=False),
    Column("phone_secret", Text, nullable=False),
    Column("extension", String(16), nullable=False, unique=True),
)

agent_skills = Table(
    "agent_skills",
    metadata,
    Column("agent", String(64), ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True),
    Column("skill", String(64), ForeignKey("skills.id"), primary_key=True),
    Column("level", Integer, nullable=False),
)

queues = Table(
    "queues",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("skill", String(64), ForeignKey("skills.id"), nullable=False),
    Column("service_level_s", Integer, nullable=False),
    Column("short_abandon_s", Integer, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("wrap_up_s", Integer, nullable=False),
    Column("ring_s", Integer, nullable=False),
    Column("max_wait_s", Integer, nullable=False),
)

entries = Table(
    "entries", metadata, Column("number", String(32), primary_key=True), Column("entry", String(128), nullable=False)
)

menus = Table(
    "menus",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("definition", JSON, nullable=False),
)

schedules = Table(
    "schedules", metadata, Column("id", String(64), primary_key=True), Column("definition", JSON, nullable=False)
)

centre_settings = Table(
    "centre_settings", metadata, Column("key", String(64), primary_key=True), Column("value", JSON, nullable=False)
)

REMINDER_PLAN = "appointment"


@dataclass(frozen=True, slots=True)
class Skill:
    """Something an agent can do."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Agent:
    """A person who takes calls; the id is the name of the phone's endpoint."""

    id: str
    name: str
    phone_secret: str
    extension: str
    skills: dict[str, int] = field(default_factory=dict)  # level 1-9, 9 best; absent is not 0


@dataclass(frozen=True, slots=True)
class Queue:
    """Waiting calls for one skill, with the promises made about them."""

    id: str
    name: str
    skill: str
    service_level_s: int = 20
    short_abandon_s: int = 5
    timezone: str = "Europe/Budapest"
    wrap_up_s: int = 10
    ring_s: int = 15
    max_wait_s: int = 900


@dataclass(frozen=True, slots=True)
class Entry:
    """What a dialled number leads to: menu:<id>, feature:<code>."""

    number: str
    entry: str


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu's definition as plain JSON; its version counts the changes."""

    id: str
    definition: dict[str, Any]
    version: int = 0


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

    @property
    def reminder_plan(self) -> dict[str, Any]:
        """In which menu reminders are told, and how often they are tried; `menu` is always there."""
        return {"menu": "reminder", **self.settings.get("reminder_plans", {}).get(REMINDER_PLAN, {})}


def save_centre(connection: Connection, centre: Centre) -> None:
    """Make the stored centre this one; a menu that differs from its latest version becomes a new version."""
    for table in (agent_skills, agents, queues, skills, entries, schedules, centre_settings):
        connection.execute(delete(table))
    levels = [
        {"agent": agent.id, "skill": skill, "level": level}
        for agent in centre.agents
        for skill, level in agent.skills.items()
    ]
    rows: tuple[tuple[Table, list[dict[str, Any]]], ...] = (
        (skills, [_values(skill, skills) for skill in centre.skills]),
        (agents, [_values(agent, agents) for agent in centre.agents]),
        (agent_skills, levels),
        (queues, [_values(queue, queues) for queue in centre.queues]),
        (entries, [_values(entry, entries) for entry in centre.entries]),
        (schedules, [_values(schedule, schedules) for schedule in centre.schedules]),
        (centre_settings, [{"key": key, "value": value} for key, value in centre.settings.items()]),
    )
    for table, values in rows:
        if values:
            connection.execute(insert(table), values)
    for menu in centre.menus:
        save_menu(connection, menu)


def save_menu(connection: Connection, menu: Menu) -> int:
    """Store a menu's definition as its next version unless it is the latest already: the version it has now."""
    known = {latest.id: latest for latest in load_menus(connection)}.get(menu.id)
    if known is not None and known.definition == menu.definition:
        return known.version
    version = known.version + 1 if known else 1
    connection.execute(insert(menus).values(id=menu.id, version=version, definition=menu.definition))
    return version


def load_centre(connection: Connection) -> Centre:
    """The whole stored centre, menus in their latest version."""
    return Centre(
        skills=tuple(Skill(**row) for row in _rows(connection, skills)),
        agents=load_agents(connection),
        queues=load_queues(connection),
        entries=tuple(Entry(**row) for row in _rows(connection, entries)),
        menus=load_menus(connection),
        schedules=tuple(Schedule(**row) for row in _rows(connection, schedules)),
        settings={row["key"]: row["value"] for row in _rows(connection, centre_settings)},
    )


def load_agents(connection: Connection) -> tuple[Agent, ...]:
    """Every agent with his skills."""
    levels: dict[str, dict[str, int]] = {}
    for row in _rows(connection, agent_skills):
        levels.setdefault(row["agent"], {})[row["skill"]] = row["level"]
    return tuple(Agent(**row, skills=levels.get(row["id"], {})) for row in _rows(connection, agents))


def load_queues(connection: Connection) -> tuple[Queue, ...]:
    """Every queue."""
    return tuple(Queue(**row) for row in _rows(connection, queues))


def load_menus(connection: Connection) -> tuple[Menu, ...]:
    """Every menu in its latest version."""
    latest = select(menus.c.id, func.max(menus.c.version).label("version")).group_by(menus.c.id).subquery()
    wish = select(menus).join(latest, (menus.c.id == latest.c.id) & (menus.c.version == latest.c.version))
    return tuple(Menu(**dict(row)) for row in connection.execute(wish.order_by(menus.c.id)).mappings())


def load_entries(connection: Connection) -> dict[str, str]:
    """What each number leads to."""
    return {row["number"]: row["entry"] for row in _rows(connection, entries)}


def is_empty(connection: Connection) -> bool:
    """Whether no centre was ever stored."""
    return connection.execute(select(func.count()).select_from(entries)).scalar_one() == 0


def _values(row: object, table: Table) -> dict[str, Any]:
    return {name: getattr(row, name) for name in table.c.keys()}  # noqa: SIM118 — a collection of columns


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    ordered = select(table).order_by(*table.primary_key.columns)
    return [dict(row) for row in connection.execute(ordered).mappings()]
