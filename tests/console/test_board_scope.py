"""What an agent sees of the wallboard."""

from dataclasses import replace

import pytest
from flask import Flask, g

from ivr.access.account import ALL, Scope, principal_of
from ivr.access.role import Role
from ivr.console.board_scope import agents_scope, board_scope
from ivr.store.agents import Agent
from ivr.store.queues import Queue

QUEUES = (Queue("desk", "Desk", "desk"), Queue("nurse", "Nurse", "nurse"))
ANNA = Agent("agent-anna", "Anna", skills={"desk": 5})


def test_an_agent_sees_the_queues_of_his_skills() -> None:
    assert agents_scope(ANNA, QUEUES, ALL) == Scope(frozenset({"desk"}))


def test_an_agent_sees_no_queue_outside_of_his_accounts_scope() -> None:
    assert agents_scope(ANNA, QUEUES, Scope(frozenset({"nurse"}))) == Scope(frozenset())


@pytest.mark.parametrize("agent", [None, replace(ANNA, active=False)])
def test_an_account_of_no_agent_at_work_sees_nothing(agent: Agent | None) -> None:
    assert agents_scope(agent, QUEUES, ALL) == Scope(frozenset())


@pytest.mark.parametrize(("role", "scope"), [(Role.AGENT, Scope(frozenset({"reception"}))), (Role.SUPERVISOR, ALL)])
def test_only_the_role_of_an_agent_is_held_to_his_skills(app: Flask, account_of, role: Role, scope: Scope) -> None:
    with app.test_request_context():
        g.account = account_of(role, agent="agent-anna")
        g.principal = principal_of(g.account)
        assert board_scope() == scope
