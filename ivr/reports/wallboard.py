"""The wallboard: what is the case and how the day goes, for the centre, each queue and each agent.

Figures are those of docs/metrics.md by V6; today and the running half hour are by each queue's own clock. A row of
the centre is made from summed counts. Who waits and what agents do comes from the live rows, which the engine keeps.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, total
from ivr.reports.error_budget import ErrorBudget, HalfHour, error_budget, waiting_over
from ivr.reports.live_rows import LiveAgent, LiveQueue
from ivr.reports.ratios import ratio
from ivr.reports.waits import Waits, merged, percentile_s

LOGGED_OUT = "logged_out"


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts of some time, and how long its answered callers waited."""

    counts: Counts = field(default_factory=Counts)
    waits: Waits = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QueueSeen:
    """A queue: its rules and counts, who joined in this half hour and still waits, who can take its calls."""

    queue: str
    half_hour_since: datetime
    today: Seen = field(default_factory=Seen)
    half_hour: Seen = field(default_factory=Seen)
    waiting: tuple[Visit, ...] = ()
    agents: frozenset[str] = frozenset()
    thresholds: Thresholds = field(default_factory=Thresholds)
    goal_percent: int = 80


@dataclass(frozen=True, slots=True)
class LiveSeen:
    """What the engine told last, and what each agent did today."""

    now: datetime
    queues: Sequence[LiveQueue] = ()
    agents: Sequence[LiveAgent] = ()
    agents_today: Mapping[str, Counts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some time; one that has no value is None."""

    offered: int
    answered: int
    abandoned: int
    short_abandoned: int
    service_level: float | None
    asa_s: float | None
    p50_wait_s: int | None
    p90_wait_s: int | None
    aht_s: float | None
    abandon_rate: float | None


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One queue, or the centre (`queue` is None): now, in this half hour, today."""

    queue: str | None
    waiting: int
    longest_wait_s: float | None
    agents: Mapping[str, int]  # state -> how many
    half_hour: Figures
    today: Figures
    budget: ErrorBudget


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One agent: what he does and since when, and his own calls today."""

    agent: str
    state: str
    reason: str | None
    since: datetime | None
    for_s: float | None
    overruns: bool
    queue: str | None
    call_id: str | None
    answered: int
    aht_s: float | None
    listened: bool = False  # by a supervisor, in a queue where agents are told


@dataclass(frozen=True, slots=True)
class Wallboard:
    """Everything a wallboard shows at one moment."""

    at: datetime
    centre: QueueRow
    queues: tuple[QueueRow, ...]
    agents: tuple[AgentRow, ...]


def wallboard(queues: Sequence[QueueSeen], agents: Sequence[str], live: LiveSeen) -> Wallboard:
    """The wallboard of these queues and agents; who is in no live row is logged out."""
    known = {row.agent: row for row in live.agents}
    return Wallboard(
        at=live.now,
        centre=_row(None, queues, frozenset(agents), live),
        queues=tuple(_row(one.queue, [one], one.agents, live) for one in queues),
        agents=tuple(_agent(agent, known.get(agent), live) for agent in agents),
    )


def figures(seen: Sequence[Seen]) -> Figures:
    """The figures of summed counts."""
    counts, waits = total([one.counts for one in seen]), merged([one.waits for one in seen])
    return Figures(
        offered=counts.offered,
        answered=counts.answered,
        abandoned=counts.abandoned,
        short_abandoned=counts.short_abandoned,
        service_level=ratio("service_level", counts),
        asa_s=ratio("asa_s", counts),
        p50_wait_s=percentile_s(waits, 0.5),
        p90_wait_s=percentile_s(waits, 0.9),
        aht_s=ratio("aht_s", counts),
        abandon_rate=ratio("abandon_rate", counts),
    )


def _row(name: str | None, queues: Sequence[QueueSeen], agents: frozenset[str], live: LiveSeen) -> QueueRow:
    names = {one.queue for one in queues}
    rows = [row for row in live.queues if row.queue in names]
    longest = min((row.longest_since for row in rows if row.longest_since), default=None)
    states = Counter(row.state for row in live.agents if row.agent in agents)
    states[LOGGED_OUT] += len(agents - {row.agent for row in live.agents})
    return QueueRow(
        queue=name,
        waiting=sum(row.waiting for row in rows),
        longest_wait_s=_seconds(longest, live.now),
        agents=dict(states),
        half_hour=figures([one.half_hour for one in queues]),
        today=figures([one.today for one in queues]),
        budget=error_budget([_half_hour(one, live.now) for one in queues]),
    )


def _half_hour(one: QueueSeen, now: datetime) -> HalfHour:
    over, within = waiting_over(one.waiting, one.thresholds.answer_s, now)
    return HalfHour(one.half_hour.counts, over, within, now - one.half_hour_since, one.goal_percent)


def _agent(agent: str, row: LiveAgent | None, live: LiveSeen) -> AgentRow:
    today = live.agents_today.get(agent, Counts())
    return AgentRow(
        agent=agent,
        state=row.state if row else LOGGED_OUT,
        reason=row.reason if row else None,
        since=row.since if row else None,
        for_s=_seconds(row.since if row else None, live.now),
        overruns=row.overruns(live.now) if row else False,
        listened=row.listened if row else False,
        queue=row.queue if row else None,
        call_id=row.call_id if row else None,
        answered=today.answered,
        aht_s=ratio("aht_s", today),
    )


def _seconds(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else max((now - since).total_seconds(), 0.0)
