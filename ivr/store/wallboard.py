"""What a wallboard is made of, read in one snapshot: rollups, who waits, the engine's live rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from ivr.hours.interval import interval_start
from ivr.hours.periods import Period
from ivr.hours.zone import day_start, zone
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds
from ivr.reports.error_budget import HALF_HOUR
from ivr.reports.quarters import quarter_rows
from ivr.reports.service_level import IntervalRow, Question
from ivr.reports.wallboard import LiveSeen, QueueSeen, Seen, Wallboard, wallboard
from ivr.store import agent_sums, agents, figures, live, queues, visits
from ivr.store.agents import Agent
from ivr.store.figures import Part, Range
from ivr.store.pieces import pieces
from ivr.store.queues import Queue
from ivr.store.rollups import rollups

MINUTES = 30


def read(connection: Connection, now: datetime, only: frozenset[str] | None = None) -> Wallboard:
    """The wallboard of every active queue (one of `only`) and of the active agents who can take their calls."""
    kept = queues.everyone(connection)
    shown = [queue for queue in kept if queue.active and (only is None or queue.id in only)]
    people = [agent for agent in agents.everyone(connection) if agent.active]
    if only is not None:
        people = [agent for agent in people if any(queue.skill in agent.skills for queue in shown)]
    seen = LiveSeen(now, live.queues(connection), live.agents(connection), agents_today(connection, shown, now))
    return wallboard(queues_seen(connection, shown, people, now), [agent.id for agent in people], seen)


def queues_seen(
    connection: Connection, shown: Sequence[Queue], people: Sequence[Agent], now: datetime
) -> list[QueueSeen]:
    """Each queue's counts of today and of the running half hour by its own clock."""
    waiting = _waiting(connection, shown, now)
    found: dict[str, QueueSeen] = {}
    for name, group in _by_zone(shown).items():
        of = frozenset(queue.id for queue in group)
        since = interval_start(now, MINUTES, zone(name))
        today = _seen(connection, Range(day_of(name, now), now, of))
        half_hour = _seen(connection, Range(since, now, of))
        for queue in group:
            found[queue.id] = QueueSeen(
                queue=queue.id,
                half_hour_since=since,
                today=today.get(queue.id, Seen()),
                half_hour=half_hour.get(queue.id, Seen()),
                waiting=tuple(one for one in waiting if one.queue == queue.id and one.joined_at >= since),
                agents=frozenset(agent.id for agent in people if queue.skill in agent.skills),
                thresholds=Thresholds(queue.service_level_s, queue.short_abandon_s),
                goal_percent=queue.goal_percent,
            )
    return [found[queue.id] for queue in shown]


def half_hours(connection: Connection, queue: Queue, now: datetime) -> list[IntervalRow]:
    """Today's half hours of one queue by its own clock, as they are in its visits."""
    since, of = day_of(queue.timezone, now), frozenset({queue.id})
    limits = Thresholds(queue.service_level_s, queue.short_abandon_s)
    question = Question(queue.id, since, now, now, zone(queue.timezone), Period.HALF_HOUR, limits)
    waiting = visits.still_waiting(connection, since, now, [queue.id])
    return quarter_rows(pieces(connection, Range(since, now, of), Period.HALF_HOUR, queue.timezone), waiting, question)


def day_of(zone_name: str, now: datetime) -> datetime:
    """When today began on the clock of a zone."""
    where = zone(zone_name)
    return day_start(now.astimezone(where).date(), where)


def agents_today(connection: Connection, shown: Sequence[Queue], now: datetime) -> dict[str, Counts]:
    """What each agent did today, which began when it did on the clock most of these queues go by."""
    zones = [queue.timezone for queue in shown]
    if not zones:
        return {}
    return agent_sums.talks(connection, Range(day_of(max(zones, key=zones.count), now), now))


def _seen(connection: Connection, wanted: Range) -> dict[str, Seen]:
    counts, waits = figures.sums(connection, wanted), figures.waits(connection, Part(rollups, wanted))
    return {queue: Seen(found, waits.get(queue, {})) for queue, found in counts.items()}


def _waiting(connection: Connection, shown: Iterable[Queue], now: datetime) -> list[Visit]:
    # An hour back: a clock that changes within the half hour makes it no longer than that.
    return visits.still_waiting(connection, now - 2 * HALF_HOUR, now, [queue.id for queue in shown])


def _by_zone(shown: Iterable[Queue]) -> dict[str, list[Queue]]:
    groups: dict[str, list[Queue]] = {}
    for queue in shown:
        groups.setdefault(queue.timezone, []).append(queue)
    return groups
