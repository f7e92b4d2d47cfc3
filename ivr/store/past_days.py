"""A past day out of the history: its visits, and the agents with their states and levels of that day."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from ivr.calls.event_json import from_plain
from ivr.calls.events import CallQueued, Event, OfferFailed
from ivr.hours.zone import day_start, zone
from ivr.reports.blind import blind_between
from ivr.simulation.past_day import PastDay, QueueRules
from ivr.store import agent_spans, audit, call_events, levels, queues, visits
from ivr.store.audit import AuditSearch
from ivr.store.call_events import call_events as events

LEVEL = "level"  # the audit's kind of a change of a level
MOST_CHANGES = 10_000


def load(connection: Connection, day: date, timezone: str, now: datetime) -> PastDay:
    """The local day of a time zone; of today, what is over of it."""
    where = zone(timezone)
    since, until = day_start(day, where), min(day_start(day + timedelta(days=1), where), now)
    told = _of_kinds(connection, (CallQueued, OfferFailed), since, until)
    seen = call_events.asterisk_seen(connection, since, until)
    return PastDay(
        name=day.isoformat(),
        since=since,
        until=until,
        visits=tuple(visits.joined_between(connection, since, until)),
        queues=tuple(_rules(queue) for queue in queues.everyone(connection)),
        levels=levels_at(connection, until),
        states=tuple(agent_spans.between(connection, since, until)),
        joins=tuple(event for event in told if isinstance(event, CallQueued)),
        not_taken=_counted(event.visit_id for event in told if isinstance(event, OfferFailed)),
        blind=tuple(blind_between(seen, since, until)),
    )


def latest(connection: Connection, timezone: str, now: datetime) -> date | None:
    """The latest day before today on which anybody waited, else today if it was today; None: nobody ever waited."""
    where = zone(timezone)
    today = now.astimezone(where).date()
    joined = visits.visits.c.joined_at
    for before in (day_start(today, where), now):
        last: datetime | None = connection.execute(select(func.max(joined)).where(joined < before)).scalar()
        if last is not None:
            return last.astimezone(where).date()
    return None


def levels_at(connection: Connection, at: datetime) -> dict[str, dict[str, int]]:
    """The levels of every agent as they were at a moment: those of now with the audited changes since taken back."""
    grid = levels.grid(connection)
    for row in audit.search(connection, AuditSearch(kind=LEVEL, since=at), MOST_CHANGES):
        before = row.entry.before or {}
        if {"agent", "skill", "level"} <= before.keys():
            cells = grid.setdefault(before["agent"], {})
            cells.pop(before["skill"], None)
            if before["level"] is not None:
                cells[before["skill"]] = before["level"]
    return grid


def _rules(queue: queues.Queue) -> QueueRules:
    return QueueRules(
        queue.id, queue.skill, queue.service_level_s, queue.short_abandon_s, queue.goal_percent / 100, queue.widening
    )


def _of_kinds(connection: Connection, kinds: tuple[type[Event], ...], since: datetime, until: datetime) -> list[Event]:
    names = [kind.__name__ for kind in kinds]
    wish = select(events.c.body).where(events.c.kind.in_(names), events.c.at >= since, events.c.at < until)
    bodies = connection.execute(wish.order_by(events.c.at, events.c.event_id)).scalars()
    return [from_plain(json.loads(body)) for body in bodies]


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts
