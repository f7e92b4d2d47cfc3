"""Remote control of agents: paused, back to work, logged out; each a wish that the engine performs or refuses."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.intentions import Intention, LogOutAgent, PauseAgent, UnpauseAgent
from ivr.console.agent_found import found_agent
from ivr.console.agent_rows import PAUSED, row_of
from ivr.console.gate import is_fragment, needs
from ivr.console.source import source
from ivr.console.wishes import wish_for
from ivr.store import pause_reasons
from ivr.store.agents import Agent
from ivr.store.pause_reasons import PauseReason

pages = Blueprint("agent_control", __name__)


@pages.get("/agents/<agent_id>/pause")
@needs(Permission.CONTROL_AGENTS)
def reasons(agent_id: str) -> str:
    """The reasons an agent may be paused for."""
    agent = found_agent(agent_id)
    template = "agent_pause_dialog.html" if is_fragment() else "agent_pause.html"
    return render_template(template, agent=agent, reasons=_reasons())


@pages.post("/agents/<agent_id>/pause")
@needs(Permission.CONTROL_AGENTS)
def pause(agent_id: str) -> Response | tuple[str, int]:
    """Give the agent no calls."""
    agent, reason = found_agent(agent_id), request.form.get("reason", "")
    if reason not in {one.id for one in _reasons()}:
        abort(400)
    return _wished(agent, PauseAgent(agent.id, reason))


@pages.post("/agents/<agent_id>/unpause")
@needs(Permission.CONTROL_AGENTS)
def unpause(agent_id: str) -> Response | tuple[str, int]:
    """Give the agent calls again."""
    agent = found_agent(agent_id)
    with source().database.read() as connection:
        row = row_of(connection, agent)
    paused_for = row.doing.reason if row.doing and row.state == PAUSED else None
    return _wished(agent, UnpauseAgent(agent.id), paused_for)


@pages.post("/agents/<agent_id>/log-out")
@needs(Permission.CONTROL_AGENTS)
def log_out(agent_id: str) -> Response | tuple[str, int]:
    """Log the agent out."""
    agent = found_agent(agent_id)
    return _wished(agent, LogOutAgent(agent.id))


def _wished(agent: Agent, wish: Intention, again: str | None = None) -> Response | tuple[str, int]:
    back = url_for("agent.page", agent_id=agent.id)
    wish_id = wish_for("agent", agent.id, wish)
    if is_fragment():
        return render_template("wish_begun.html", wish_id=wish_id, again=again, back=back), 202
    return redirect(url_for("wishes.page", wish_id=wish_id, again=again, back=back), 303)


def _reasons() -> list[PauseReason]:
    with source().database.read() as connection:
        return [one for one in pause_reasons.everyone(connection) if one.active]
