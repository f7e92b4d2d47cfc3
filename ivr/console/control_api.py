"""Remote control of agents for programs: each wish is answered with its id, by which its outcome is asked for."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from apiflask import HTTPError
from flask import Response, abort
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.calls.intentions import LogOutAgent, Outcome, PauseAgent, UnpauseAgent
from ivr.console.agent_changes import LevelTaken, level_set
from ivr.console.agents_api import allowed_agent
from ivr.console.api import answers, area
from ivr.console.catalogue import _
from ivr.console.gate import needs
from ivr.console.idempotent import once
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.row_api import id_field, refusals_answered
from ivr.console.source import source
from ivr.console.wish_api import WishSaid, wish_answered
from ivr.console.wish_words import has_expired, is_reason
from ivr.console.wishes import own_wish, wished
from ivr.store import levels
from ivr.store.levels import Level

api = area("agent-control")


class PauseBody(BaseModel):
    """For what reason an agent is to be paused: the id of a pause reason."""

    reason: str = id_field()


class LevelBody(BaseModel):
    """A level as it is wanted (null: none), and as its sender saw it."""

    seen: int | None = Field(None, ge=1, le=9)
    level: int | None = Field(None, ge=1, le=9)
    expires_at: datetime | None = None


class LevelSaid(BaseModel):
    """How well an agent has a skill."""

    agent: str
    skill: str
    level: int | None
    expires_at: datetime | None


@api.post("/<agent_id>/pause")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_AGENTS)
@api.input(PauseBody, arg_name="body")
@api.output(WishSaid, status_code=202)
@api.doc(summary="Pause an agent", security="token", responses=answers(404, 409, 422))
def pause(agent_id: str, body: PauseBody) -> Response:
    """Give the agent no calls; with a call in hand the pause begins after it."""
    with source().database.read() as connection:
        if not is_reason(connection, body.reason):
            abort(422, _("There is no such pause reason."))
    return _wished(PauseAgent(agent_id, body.reason))


@api.post("/<agent_id>/unpause")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_AGENTS)
@api.output(WishSaid, status_code=202)
@api.doc(summary="End an agent's pause", security="token", responses=answers(404, 409))
def unpause(agent_id: str) -> Response:
    """Give the agent calls again."""
    return _wished(UnpauseAgent(agent_id))


@api.post("/<agent_id>/log-out")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_AGENTS)
@api.output(WishSaid, status_code=202)
@api.doc(summary="Log an agent out", security="token", responses=answers(404, 409))
def log_out(agent_id: str) -> Response:
    """Log the agent out; only he can log in again."""
    return _wished(LogOutAgent(agent_id))


@api.get("/wishes/<wish_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_AGENTS)
@api.output(WishSaid)
@api.doc(summary="What became of one's own wish", security="token", responses=answers(404))
def wish(wish_id: str) -> dict[str, Any]:
    """What became of a wish."""
    with source().database.read() as connection:
        row = own_wish(connection, wish_id)
    outcome = Outcome.EXPIRED if has_expired(row, source().now()) else row.outcome
    return {"wish": row.id, "outcome": outcome, "reason": row.reason}


@api.put("/<agent_id>/levels/<skill>")
@limiter.limit(PROGRAMS)
@needs(Permission.CONTROL_AGENTS)
@api.input(LevelBody, arg_name="body")
@api.output(LevelSaid)
@api.doc(summary="Set how well an agent has a skill", security="token", responses=answers(404, 409, 422))
def level(agent_id: str, skill: str, body: LevelBody) -> Response:
    """Give an agent a level of a skill, or take the skill from him."""
    agent = allowed_agent(agent_id)
    seen = Level(agent.id, skill, body.seen)
    ends = body.expires_at if body.level is not None else None
    if ends is not None and ends.tzinfo is None:
        abort(422, _("Name the time zone of the moment."))
    with refusals_answered():
        try:
            return once(level_set(seen, Level(agent.id, skill, body.level, ends)), lambda c: _said(c, seen))
        except LevelTaken as taken:
            message = _("This level was changed meanwhile: nothing was done.")
            raise HTTPError(409, message, detail={"level": taken.found.level}) from None


def _wished(intention: PauseAgent | UnpauseAgent | LogOutAgent) -> Response:
    agent, ids = allowed_agent(intention.agent), list[str]()
    return wish_answered(wished("agent", agent.id, intention, ids), ids)


def _said(connection: Any, seen: Level) -> dict[str, Any]:
    found = asdict(levels.level_of(connection, seen.agent, seen.skill))
    ends = found["expires_at"]
    return found | {"expires_at": ends.isoformat() if ends else None}
