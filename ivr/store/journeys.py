"""One call's journey, folded from the history as it is now; only for who may see a queue it visited."""

from datetime import datetime

from sqlalchemy import Connection

from ivr.calls.events import AgentConnected
from ivr.reports.journey import Journey, journey
from ivr.store import call_events


def read(connection: Connection, call_id: str, now: datetime, scope: frozenset[str] | None = None) -> Journey | None:
    """The journey of a call; None when there is no such call, or it visited no queue of the scope."""
    events = call_events.of_call(connection, call_id)
    connected = [event for event in events if isinstance(event, AgentConnected)]
    agents = {event.agent for event in connected}
    changes = call_events.agent_changes(connection, agents, connected[0].at) if connected else []
    found = journey(events, changes, now)
    if found is None or scope is None:
        return found
    return found if any(visit.queue in scope for visit in found.visits) else None
