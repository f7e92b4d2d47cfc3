"""Agents for programs: who they are, and their telephones."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.calls.phone_account import PhoneAccount
from ivr.console import row_changes
from ivr.console.agent_changes import AGENT, rotated, with_phones
from ivr.console.agent_rows import AgentRow, Asked, agent_rows, row_of
from ivr.console.api import answers, area
from ivr.console.gate import needs, principal
from ivr.console.idempotent import once
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.people_scope import require_agent, require_whole_centre
from ivr.console.row_api import RowSaid, Switch, Version, done_once, id_field, name_field, refusals_answered
from ivr.console.row_api import row_of as found_row
from ivr.console.source import source
from ivr.store import agents
from ivr.store.agents import EXTENSION, Agent
from ivr.store.register import plain

api = area("agents")
ONLY_ONCE = frozenset({"secret", "text"})


class AgentBody(BaseModel):
    """An agent as he is wanted; what he can do are his levels."""

    name: str = name_field()
    extension: str = Field(pattern=f"^{EXTENSION.pattern}$")
    team: str | None = id_field(None)


class ChangedAgentBody(AgentBody, Version):
    """Other values of an agent."""


class AgentSaid(RowSaid, AgentBody):
    """An agent as programs are told; skills with their levels, 9 is best."""

    skills: dict[str, int]


class LiveAgentSaid(AgentSaid):
    """An agent with what he does just now."""

    state: str
    since: datetime | None
    reason: str | None


class AgentsSaid(BaseModel):
    """The agents of one's scope."""

    agents: list[LiveAgentSaid]


class PhoneSaid(BaseModel):
    """What a telephone needs; secret and text are null when the answer is given again."""

    user: str
    server: str
    port: int
    secret: str | None
    text: str | None


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_AGENTS)
@api.output(AgentsSaid)
@api.doc(summary="All agents, with what they do just now", security="token", responses=answers())
def every() -> dict[str, Any]:
    """The agents of one's scope, those out of use among them."""
    with source().database.read() as connection:
        rows = agent_rows(connection, Asked(use="all"), principal().scope)
    return {"agents": [_said(row) for row in rows]}


@api.get("/<agent_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_AGENTS)
@api.output(LiveAgentSaid)
@api.doc(summary="One agent, with what he does just now", security="token", responses=answers(404))
def one(agent_id: str) -> dict[str, Any]:
    """One agent."""
    agent = allowed_agent(agent_id)
    with source().database.read() as connection:
        return _said(row_of(connection, agent))


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PEOPLE)
@api.input(AgentBody, arg_name="body")
@api.output(AgentSaid, status_code=201)
@api.doc(summary="Make an agent", security="token", responses=answers(409, 422))
def add(body: AgentBody) -> Response:
    """Make an agent; rotating the telephone's secret tells what it needs."""
    require_whole_centre()
    deed, _wishes = with_phones(row_changes.created(AGENT, agents.REGISTER, Agent("", **body.model_dump())))
    return done_once(deed, 201)


@api.put("/<agent_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PEOPLE)
@api.input(ChangedAgentBody, arg_name="body")
@api.output(AgentSaid)
@api.doc(summary="Change an agent", security="token", responses=answers(404, 409, 422))
def change(agent_id: str, body: ChangedAgentBody) -> Response:
    """Make an agent as he is wanted."""
    wanted = replace(allowed_agent(agent_id), **body.model_dump())
    deed, _wishes = with_phones(row_changes.edited(AGENT, agents.REGISTER, wanted))
    return done_once(deed)


@api.post("/<agent_id>/active")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PEOPLE)
@api.input(Switch, arg_name="body")
@api.output(AgentSaid)
@api.doc(summary="Take an agent out of use, or into it", security="token", responses=answers(404, 409, 422))
def activate(agent_id: str, body: Switch) -> Response:
    """Take an agent out of use, or into it."""
    seen = replace(allowed_agent(agent_id), version=body.version)
    deed, _wishes = with_phones(row_changes.switched(AGENT, agents.REGISTER, seen, active=body.active))
    return done_once(deed)


@api.post("/<agent_id>/phone")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_PEOPLE)
@api.output(PhoneSaid)
@api.doc(summary="Make a telephone's secret anew", security="token", responses=answers(404, 409))
def rotate(agent_id: str) -> Response:
    """Make the secret anew: the telephone that has the old one registers no more."""
    agent = allowed_agent(agent_id)
    deed, _wishes = with_phones(rotated(agent.id))
    with refusals_answered():
        return once(deed, lambda connection: _phone(connection, agent), only_once=ONLY_ONCE)


def allowed_agent(agent_id: str) -> Agent:
    """An agent of one's scope; 404 when there is none."""
    agent = found_row(agents.REGISTER, agent_id)
    with source().database.read() as connection:
        require_agent(connection, agent)
    return agent


def _said(row: AgentRow) -> dict[str, Any]:
    reason = row.doing.reason if row.doing else None
    return plain(row.agent) | {"state": row.state, "since": row.since, "reason": reason}


def _phone(connection: Any, agent: Agent) -> dict[str, Any]:
    settings, secret = source().settings, agents.phone_secret(connection, agent.id) or ""
    account = PhoneAccount(agent.id, settings.sip_host, settings.sip_port, secret, agent.name)
    said = {"user": account.user, "server": account.server, "port": account.port}
    return said | {"secret": account.secret, "text": account.text()}
