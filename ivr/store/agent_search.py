"""Agents as lists show them: found by name, extension, team or skill, in order, one page at a time."""

import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection

from ivr.errors import FieldError
from ivr.store import agents
from ivr.store.agents import Agent

PAGE = 100
ORDERS = ("name", "extension", "team", "id")


@dataclass(frozen=True, slots=True)
class AgentWish:
    """Which agents are asked for; None asks for nothing."""

    text: str = ""  # part of a name, id or extension; case and accents do not count
    team: str | None = None
    skill: str | None = None
    active: bool | None = True
    order: str = "name"  # one of ORDERS; with "-" before it: downwards
    offset: int = 0
    limit: int = PAGE

    def __post_init__(self) -> None:
        if self.order.removeprefix("-") not in ORDERS:
            raise FieldError("order", "Agents cannot be put in order by this column.")


@dataclass(frozen=True, slots=True)
class AgentPage:
    """Some agents of those found, and how many were found."""

    agents: tuple[Agent, ...]
    total: int


def search(connection: Connection, wish: AgentWish) -> AgentPage:
    """The agents asked for."""
    # Compared here and not by the database, whose lower() knows no accents on SQLite; a centre has some hundred agents.
    found = [agent for agent in agents.everyone(connection) if _fits(agent, wish)]
    field = wish.order.removeprefix("-")
    found.sort(key=lambda agent: (_folded(str(getattr(agent, field) or "")), agent.id), reverse=wish.order != field)
    offset = max(0, wish.offset)
    return AgentPage(tuple(found[offset : offset + max(0, wish.limit)]), len(found))


def _fits(agent: Agent, wish: AgentWish) -> bool:
    words = _folded(wish.text).split()
    written = _folded(f"{agent.name} {agent.id} {agent.extension}")
    return (
        wish.active in (None, agent.active)
        and wish.team in (None, agent.team)
        and (wish.skill is None or wish.skill in agent.skills)
        and all(word in written for word in words)
    )


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
