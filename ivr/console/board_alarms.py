"""When the wallboard warns: a queue's own thresholds held against how it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ivr.reports.wallboard import LOGGED_OUT, QueueRow
from ivr.store.queues import Queue

WARN, BAD = "warn", "bad"  # moods: a warning, an alarm


class Kind(StrEnum):
    """What is not as it should be."""

    WAITING = "waiting"
    LONGEST_WAIT = "longest_wait"
    SERVICE_LEVEL = "service_level"
    AGENTS = "agents"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One threshold that is passed."""

    kind: Kind
    mood: str
    limit: int
    value: float


def alarms(queue: Queue, row: QueueRow) -> tuple[Alarm, ...]:
    """The thresholds a queue has passed, its gravest for each kind."""
    level = row.half_hour.service_level
    found = (
        _from(Kind.WAITING, row.waiting, queue.waiting_warn, queue.waiting_alarm),
        _from(Kind.LONGEST_WAIT, row.longest_wait_s, queue.longest_wait_warn_s, queue.longest_wait_alarm_s),
        _below(
            Kind.SERVICE_LEVEL,
            None if level is None else level * 100,
            queue.service_level_warn_percent,
            queue.service_level_alarm_percent,
        ),
        _below(Kind.AGENTS, logged_in(row.agents), queue.min_agents, None),
    )
    return tuple(alarm for alarm in found if alarm is not None)


def logged_in(states: Mapping[str, int]) -> int:
    """How many agents are at work, whatever they do."""
    return sum(count for state, count in states.items() if state != LOGGED_OUT)


def gravest(found: Iterable[Alarm]) -> str | None:
    """The mood of the worst alarm; None when there is none."""
    moods = {alarm.mood for alarm in found}
    return BAD if BAD in moods else WARN if WARN in moods else None


def _from(kind: Kind, value: float | None, warn: int | None, alarm: int | None) -> Alarm | None:
    if value is None:
        return None
    for limit, mood in ((alarm, BAD), (warn, WARN)):
        if limit is not None and value >= limit:
            return Alarm(kind, mood, limit, value)
    return None


def _below(kind: Kind, value: float | None, warn: int | None, alarm: int | None) -> Alarm | None:
    if value is None:
        return None
    for limit, mood in ((alarm, BAD), (warn, WARN)):
        if limit is not None and value < limit:
            return Alarm(kind, mood, limit, value)
    return None
