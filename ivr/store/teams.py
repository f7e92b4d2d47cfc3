"""Teams: agents who belong together."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from ivr.store.columns import metadata
from ivr.store.register import Register, Row, Rules, Tie

teams = Table(
    "teams",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Team(Row):
    """Agents who belong together."""


REGISTER = Register(
    teams,
    Team,
    Rules(
        used_by=(Tie("agents", "team", "%(names)s are in this team: move them to another one first."),),
        fallback="team",
    ),
)
everyone, of, from_plain, create = REGISTER.everyone, REGISTER.of, REGISTER.from_plain, REGISTER.create
change, deactivate, activate, restore = REGISTER.change, REGISTER.deactivate, REGISTER.activate, REGISTER.restore
