"""From when to when agents' changes of state are new, found without a database (`store/stale_agents` keeps it)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ivr.calls.events import AgentStateChanged
from ivr.calls.ids import is_imported
from ivr.reports.call_record import Leg


@dataclass(frozen=True, slots=True)
class StaleAgent:
    """An agent and from when to when his changes are new."""

    agent: str
    since: datetime
    until: datetime


def of_changes(changes: Iterable[AgentStateChanged]) -> list[StaleAgent]:
    """The agents of these changes, each from the first to the last of his."""
    return around((change.agent, change.at) for change in changes)


def around(changes: Iterable[tuple[str, datetime]]) -> list[StaleAgent]:
    """The same of an agent and a moment for each change."""
    moments: dict[str, list[datetime]] = {}
    for agent, at in changes:
        moments.setdefault(agent, []).append(at)
    return [StaleAgent(agent, min(some), max(some)) for agent, some in moments.items()]


def of_legs(rung: Iterable[Leg]) -> list[StaleAgent]:
    """The agents of talks told by an import among these legs, from when to when each one's time changes with them."""
    talks = [leg for leg in rung if leg.agent and leg.answered_at and is_imported(leg.leg_id)]
    return around((leg.agent or "", at) for leg in talks for at in (leg.answered_at, leg.ended_at) if at)
