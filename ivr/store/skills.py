"""Skills: what an agent can do and a queue asks for."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text

from ivr.errors import FieldError
from ivr.store.columns import metadata
from ivr.store.menus import menus_naming
from ivr.store.register import Register, Row, Rules, Tie

skills = Table(
    "skills",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Skill(Row):
    """Something an agent can do."""


def _release(connection: Connection, skill: Skill) -> None:
    menus = menus_naming(connection, "skill", skill.id)
    if menus:
        sentence = "Callers of the menu %(names)s wait for this skill: change the menu first."
        raise FieldError("active", sentence, names=", ".join(menus))


REGISTER = Register(
    skills,
    Skill,
    Rules(
        used_by=(
            Tie("queues", "skill", "The queue %(names)s asks for this skill: give it another one, or deactivate it."),
        ),
        release=_release,
        fallback="skill",
    ),
)
everyone, of, from_plain, create = REGISTER.everyone, REGISTER.of, REGISTER.from_plain, REGISTER.create
change, deactivate, activate, restore = REGISTER.change, REGISTER.deactivate, REGISTER.activate, REGISTER.restore
