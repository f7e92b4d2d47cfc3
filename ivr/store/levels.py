"""Levels: how well each agent has each skill, 1 to 9; a skill he does not have has no level, which is not 0.

A level may end at a moment, such as a certificate does: the worker takes it away then, and the engine sees that.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, delete, insert, select, update

from ivr.errors import FieldError
from ivr.store.columns import Utc, metadata
from ivr.store.register import is_active, take_turn

LEVELS = range(1, 10)

agent_skills = Table(
    "agent_skills",
    metadata,
    Column("agent", String(64), ForeignKey("agents.id", ondelete="CASCADE"), primary_key=True),
    Column("skill", String(64), ForeignKey("skills.id"), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("expires_at", Utc),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One cell of the grid of agents and skills; None: the agent does not have the skill."""

    agent: str
    skill: str
    level: int | None
    expires_at: datetime | None = None  # None: it does not end


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
    for row in connection.execute(wish):
        levels.setdefault(row.agent, {})[row.skill] = row.level
    return levels


def ending(connection: Connection) -> tuple[Level, ...]:
    """The cells that end some day, the next one first."""
    wish = select(agent_skills).where(agent_skills.c.expires_at.is_not(None)).order_by(agent_skills.c.expires_at)
    return tuple(Level(**row) for row in connection.execute(wish).mappings())


def level_of(connection: Connection, agent: str, skill: str) -> Level:
    """One cell of the grid."""
    wish = select(agent_skills).where(agent_skills.c.agent == agent, agent_skills.c.skill == skill)
    row = connection.execute(wish).mappings().first()
    return Level(agent, skill, None) if row is None else Level(**row)


def set_level(
    connection: Connection, seen: Level, level: int | None, expires_at: datetime | None = None
) -> LevelChange | LevelStale:
    """Give an agent a level of a skill, or take the skill from him, if he still has the level its reader saw."""
    take_turn(connection)
    found = level_of(connection, seen.agent, seen.skill)
    if found.level != seen.level:
        return LevelStale(found)
    wanted = Level(seen.agent, seen.skill, level, None if level is None else expires_at)
    if level is not None:
        _check(connection, wanted)
    _write(connection, found, wanted)
    return LevelChange(found, wanted)


def take_expired(connection: Connection, now: datetime) -> tuple[LevelChange, ...]:
    """Take away the levels that have ended: what was taken."""
    take_turn(connection)
    ended = [cell for cell in ending(connection) if cell.expires_at and cell.expires_at <= now]
    changes = tuple(LevelChange(cell, Level(cell.agent, cell.skill, None)) for cell in ended)
    for change in changes:
        _write(connection, change.before, change.after)
    return changes


def restore(connection: Connection, done: LevelChange) -> LevelChange | LevelStale:
    """Undo the change of a cell, if it was not changed since."""
    return set_level(connection, done.after, done.before.level, done.before.expires_at)


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
        connection.execute(insert(agent_skills).values(asdict(wanted)))
    else:
        values = {"level": wanted.level, "expires_at": wanted.expires_at}
        connection.execute(update(agent_skills).where(*cell).values(values))
