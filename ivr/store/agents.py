"""Agents: the people who take calls, each with an extension, a phone of his own, skills and perhaps a team.

The secret of a phone is read where phones are written or shown, and nowhere else: what these functions give back holds
none, so no page, audit or log can show it by accident.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    RowMapping,
    String,
    Table,
    Text,
    column,
    select,
    table,
    update,
)

from ivr.errors import FieldError
from ivr.store import levels
from ivr.store.columns import metadata
from ivr.store.register import SECRET, Change, Register, Row, Rules, Tie, take_turn

PREFIX = "agent-"
EXTENSION = re.compile(r"[0-9]{2,15}")
# Sections of pjsip.conf that an agent's own would spoil.
TEMPLATES = frozenset({"agent-phone", "agent-phone-auth", "agent-phone-aor"})

agents = Table(
    "agents",
    metadata,
    Column("id", String(64), primary_key=True),  # the name of the phone's endpoint too
    Column("name", Text, nullable=False),
    Column("phone_secret", Text, nullable=False),
    Column("extension", String(16), nullable=False, unique=True),
    Column("team", String(64), ForeignKey("teams.id")),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Agent(Row):
    """A person who takes calls; the id is the name of the phone's endpoint."""

    phone_secret: str = field(default="", repr=False, metadata=SECRET)  # empty but where phones are written
    extension: str = ""
    skills: dict[str, int] = field(default_factory=dict)  # level 1-9; absent is not 0; set in ivr.store.levels
    team: str | None = None


class AgentRegister(Register[Agent]):
    """Agents with their skills, without the secrets of their phones."""

    def _read(self, connection: Connection, rows: Iterable[RowMapping]) -> tuple[Agent, ...]:
        found = [dict(row) | {"phone_secret": ""} for row in rows]
        grid = levels.grid(connection, found[0]["id"] if len(found) == 1 else None)
        return tuple(Agent(**row, skills=grid.get(row["id"], {})) for row in found)

    def _birth(self) -> dict[str, Any]:
        return {"phone_secret": _fresh_secret()}


def names(connection: Connection) -> dict[str, str]:
    """What each agent is called, by id."""
    return {row.id: row.name for row in connection.execute(select(agents.c.id, agents.c.name))}


def phone_secret(connection: Connection, agent_id: str) -> str | None:
    """The secret of an agent's phone, None when there is no such agent."""
    return connection.execute(select(agents.c.phone_secret).where(agents.c.id == agent_id)).scalar()


def rotate_phone(connection: Connection, agent_id: str) -> Change[Agent]:
    """Give an agent's phone a new secret: the one it has now registers no more."""
    take_turn(connection)
    found = of(connection, agent_id)
    if found is None:
        raise FieldError("id", "%(id)s does not exist.", id=agent_id)
    values = {"phone_secret": _fresh_secret(), "version": found.version + 1}
    connection.execute(update(agents).where(agents.c.id == agent_id).values(values))
    return Change(found, replace(found, version=found.version + 1))


def load_with_secrets(connection: Connection) -> tuple[Agent, ...]:
    """Every agent with his skills and the secret of his phone."""
    grid = levels.grid(connection)
    rows = connection.execute(select(agents).order_by(agents.c.id)).mappings()
    return tuple(Agent(**row, skills=grid.get(row["id"], {})) for row in rows)


def _fresh_secret() -> str:
    return secrets.token_urlsafe(18)


def _check(connection: Connection, agent: Agent) -> None:
    if not EXTENSION.fullmatch(agent.extension):
        raise FieldError("extension", "Enter 2 to 15 digits.")
    others = select(agents.c.name).where(agents.c.extension == agent.extension, agents.c.id != agent.id)
    holder = connection.execute(others).scalar()
    if holder is not None:
        raise FieldError("extension", "%(name)s has this extension.", name=holder)
    entries = table("entries", column("number"))
    if connection.execute(select(entries.c.number).where(entries.c.number == agent.extension)).first() is not None:
        raise FieldError("extension", "Callers dial this number to reach a menu.")


REGISTER = AgentRegister(
    agents,
    Agent,
    Rules(
        check=_check,
        points_at=(Tie("teams", "team", "There is no active team %(id)s."),),
        prefix=PREFIX,
        fallback="new",
        reserved=TEMPLATES,
    ),
)
everyone, of, from_plain, create = REGISTER.everyone, REGISTER.of, REGISTER.from_plain, REGISTER.create
change, deactivate, activate, restore = REGISTER.change, REGISTER.deactivate, REGISTER.activate, REGISTER.restore
