"""Which agents and skills somebody of a limited scope may see and change: those of his queues."""

from typing import Any, NoReturn

from flask import abort

from ivr.access.account import Scope
from ivr.console.catalogue import _
from ivr.console.gate import principal
from ivr.store import queues
from ivr.store.agents import Agent


def skills_of(connection: Any, scope: Scope) -> frozenset[str] | None:
    """The skills the queues of a scope ask for; None: there is no limit."""
    if scope.is_all:
        return None
    return frozenset(one.skill for one in queues.everyone(connection) if scope.covers(one.id, one.project))


def covers(allowed: frozenset[str] | None, agent: Agent) -> bool:
    """Whether an agent has one of the skills."""
    return allowed is None or not allowed.isdisjoint(agent.skills)


def require_agent(connection: Any, agent: Agent) -> None:
    """Refuse who may not act on this agent."""
    if not covers(skills_of(connection, principal().scope), agent):
        refuse()


def require_skill(connection: Any, skill: str) -> None:
    """Refuse who may not give or take this skill."""
    allowed = skills_of(connection, principal().scope)
    if allowed is not None and skill not in allowed:
        refuse()


def require_whole_centre() -> None:
    """Refuse who is held to some queues: what all share is not his to change."""
    if not principal().scope.is_all:
        refuse()


def refuse() -> NoReturn:
    """Say that this is outside of one's scope."""
    abort(403, _("This is outside of the queues your account is for."))
