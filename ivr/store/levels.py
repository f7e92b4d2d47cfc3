"""Levels: how well each agent has each skill, 1 to 9; a skill he does not have has no level, which is not 0."""

from dataclasses import dataclass

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, delete, insert, select, update

from ivr.errors import FieldError
from ivr.store.columns import metadata
from ivr.store.register import is_active, take_turn

LEVELS = range(1, 10)

agent_skills = Table(
    "agent_skills",
    metadata,
    Column("agent", String(64), ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True),
    Column("skill", String(64), ForeignKey("skills.id"), primary_key=True),
    Column("level", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One cell of the grid of agents and skills; None: the agent does not have the skill."""

    agent: str
    skill: str
    level: int | None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A cell as it was and as it is now."""

    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class LevelStale:
    """Nothing was changed because the cell was no longer what its reader saw: what it is now."""

    found: Level


def grid(connection: Connection, only: str | None = None) -> dict[str, dict[str, int]]:
    """The levels of every agent who has any (or of one agent only), by agent and skill."""
    wish = select(agent_skills).order_by(*agent_skills.primary_key.columns)
    if only is not None:
        wish = wish.where(agent_skills.c.agent == only)
    levels: dict[str, dict[str, int]] = {}
    for agent, skill, level in connection.execute(wish):
        levels.setdefault(agent, {})[skill] = level
    return levels


def level_of(connection: Connection, agent: str, skill: str) -> Level:
    """One cell of the grid."""
    wish = select(agent_skills.c.level).where(agent_skills.c.agent == agent, agent_skills.c.skill == skill)
    return Level(agent, skill, connection.execute(wish).scalar())


def set_level(connection: Connection, seen: Level, level: int | None) -> LevelChange | LevelStale:
    """Give an agent a level of a skill, or take the skill from him, if the cell still is what its reader saw."""
    take_turn(connection)
    found = level_of(connection, seen.agent, seen.skill)
    if found != seen:
        return LevelStale(found)
    wanted = Level(seen.agent, seen.skill, level)
    if level is not None:
        _check(connection, wanted)
    _write(connection, found, wanted)
    return LevelChange(found, wanted)


def restore(connection: Connection, done: LevelChange) -> LevelChange | LevelStale:
    """Undo the change of a cell, if it was not changed since."""
    return set_level(connection, done.after, done.before.level)


def _check(connection: Connection, wanted: Level) -> None:
    if wanted.level not in LEVELS:
        raise FieldError("level", "Enter a level from 1 to 9, or none.")
    if not is_active(connection, "agents", wanted.agent):
        raise FieldError("agent", "There is no active agent %(id)s.", id=wanted.agent)
    if not is_active(connection, "skills", wanted.skill):
        raise FieldError("skill", "There is no active skill %(id)s.", id=wanted.skill)


def _write(connection: Connection, found: Level, wanted: Level) -> None:
    cell = (agent_skills.c.agent == found.agent, agent_skills.c.skill == found.skill)
    if wanted.level is None:
        connection.execute(delete(agent_skills).where(*cell))
    elif found.level is None:
        values = {"agent": wanted.agent, "skill": wanted.skill, "level": wanted.level}
        connection.execute(insert(agent_skills).values(values))
    else:
        connection.execute(update(agent_skills).where(*cell).values(level=wanted.level))
