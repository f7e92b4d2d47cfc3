"""Rows of a queue_log about agents alone: who came, went, paused. The last row wins, of whichever queue it tells."""

from collections.abc import Sequence
from datetime import datetime

from ivr.calls.events import AgentStateChanged, Event
from ivr.imports.calls import lone_id
from ivr.imports.rows import BadRow, clean

WITNESS = "queue_log"
AVAILABLE, PAUSED, GONE = "available", "paused", "logged_out"
OF_AGENTS = {
    "ADDMEMBER": AVAILABLE,
    "AGENTLOGIN": AVAILABLE,
    "AGENTCALLBACKLOGIN": AVAILABLE,
    "UNPAUSE": AVAILABLE,
    "UNPAUSEALL": AVAILABLE,
    "PAUSE": PAUSED,
    "PAUSEALL": PAUSED,
    "REMOVEMEMBER": GONE,
    "AGENTLOGOFF": GONE,
    "AGENTCALLBACKLOGOFF": GONE,
}
REASON = 3  # the place of a pause's reason, after call, queue and agent
LONGEST_REASON = 64


def of_agent(event: str, at: datetime, agent: str | None, fields: Sequence[str]) -> list[Event]:
    """The agent's change of state; `fields`: call, queue, agent and what depends on the event."""
    if agent is None:
        raise BadRow(f"{event} names no agent")
    state, reason = OF_AGENTS[event], clean(fields[REASON]) if len(fields) > REASON else ""
    if event == "ADDMEMBER" and reason == "PAUSED":
        state, reason = PAUSED, ""
    at_ms = int(at.timestamp()) * 1000
    return [
        AgentStateChanged(
            event_id=lone_id(at_ms, event, *fields),
            at=at,
            witness=WITNESS,
            agent=agent,
            state=state,
            reason=(reason[:LONGEST_REASON] or None) if state == PAUSED else None,
        )
    ]
