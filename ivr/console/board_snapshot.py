"""What all wallboards of one moment are made of: read once, whoever looks at which part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ivr.reports.wallboard import LiveSeen, QueueSeen
from ivr.store import agents, alerts, live, pause_reasons, projects, promises, queues, teams
from ivr.store.agents import Agent
from ivr.store.alerts import Alert
from ivr.store.database import Database
from ivr.store.queues import Queue
from ivr.store.wallboard import agents_today, queues_seen

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who and what there is, and what was seen of it."""

    queues: tuple[Queue, ...]
    agents: tuple[Agent, ...]
    projects: Names
    teams: Names
    reasons: Names
    seen: Mapping[str, QueueSeen]
    live: LiveSeen
    alerts: tuple[Alert, ...]  # that are not cleared
    silent: frozenset[str]  # queues whose announced times did not hold
    calls: tuple[str | None, ...]  # the queue of each call there is; None: it is in a menu


def read(database: Database, now: datetime) -> Snapshot:
    """The centre at this moment."""
    with database.read() as connection:
        open_queues = tuple(queue for queue in queues.everyone(connection) if queue.active)
        people = tuple(agent for agent in agents.everyone(connection) if agent.active)
        today = agents_today(connection, open_queues, now)
        return Snapshot(
            queues=open_queues,
            agents=people,
            projects=_names(projects.everyone(connection)),
            teams=_names(teams.everyone(connection)),
            reasons=_names(pause_reasons.everyone(connection)),
            seen={one.queue: one for one in queues_seen(connection, open_queues, people, now)},
            live=LiveSeen(now, live.queues(connection), live.agents(connection), today),
            alerts=alerts.open_ones(connection),
            silent=frozenset(promises.silent_since(connection)),
            calls=tuple(call.queue for call in live.calls(connection)),
        )


def with_live(database: Database, before: Snapshot, now: datetime) -> Snapshot:
    """The same figures, with who waits and what agents do as it is now."""
    with database.read() as connection:
        return replace(
            before,
            live=LiveSeen(now, live.queues(connection), live.agents(connection), before.live.agents_today),
            calls=tuple(call.queue for call in live.calls(connection)),
        )


def _names(rows: Iterable[Any]) -> Names:
    return {row.id: row.name for row in rows}
