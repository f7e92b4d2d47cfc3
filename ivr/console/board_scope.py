"""Which queues somebody sees on a wallboard: those of his scope, and an agent those he takes calls from."""

from collections.abc import Iterable

from flask import g

from ivr.access.account import Account, Scope
from ivr.access.role import Role
from ivr.console.gate import principal
from ivr.console.source import source
from ivr.store import agents, queues
from ivr.store.agents import Agent
from ivr.store.queues import Queue


def board_scope() -> Scope:
    """The scope of who asks, as far as wallboards go."""
    account: Account | None = g.get("account")  # who shows a token has none
    scope = principal().scope
    if account is None or account.role is not Role.AGENT:
        return scope
    with source().database.read() as connection:
        agent = agents.of(connection, account.agent) if account.agent else None
        return agents_scope(agent, queues.everyone(connection), scope)


def agents_scope(agent: Agent | None, known: Iterable[Queue], scope: Scope) -> Scope:
    """The queues an agent takes calls from, within a scope; none for an account that belongs to no agent."""
    skills = agent.skills if agent is not None and agent.active else {}
    mine = frozenset(queue.id for queue in known if queue.skill in skills)
    return Scope(mine if scope.queues is None else mine & scope.queues, scope.projects)
