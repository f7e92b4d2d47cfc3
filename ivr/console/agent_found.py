"""The agent an address names, seen by whom his scope lets."""

from dataclasses import replace

from flask import abort, request

from ivr.console.people_scope import require_agent
from ivr.console.source import source
from ivr.store import agents
from ivr.store.agents import Agent

LONGEST_VERSION = 9


def found_agent(agent_id: str) -> Agent:
    """The agent as he is now; 404 when there is none, 403 when he is not for who asks."""
    with source().database.read() as connection:
        agent = agents.of(connection, agent_id)
        if agent is None:
            abort(404)
        require_agent(connection, agent)
    return agent


def seen_agent(agent_id: str) -> Agent:
    """The agent with the version that the reader of a form saw."""
    version = request.form.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION):
        abort(400)
    return replace(found_agent(agent_id), version=int(version))
