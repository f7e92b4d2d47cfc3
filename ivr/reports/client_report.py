"""What a client is told of his project's week or month: one value, from which page, paper and files are made.

Everything is made of summed counts (docs/metrics.md): days, half hours and total are the same calls added up in other
ways. Half hours are told by the local clock; the hour that comes twice when clocks go back counts in one row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.reports.blind import Blind
from ivr.reports.callbacks import Asked, CallbackFigures, callback_figures
from ivr.reports.counts import Counts, total
from ivr.reports.fractions import Part, together
from ivr.reports.menu_share import StaySum, alone_part
from ivr.reports.period import Period
from ivr.reports.promises import Promise
from ivr.reports.quarters import Quarter
from ivr.reports.waits import Percentile

BUSIEST = 8
NORM_ABANDON_RATE = 0.03
MOST_ABANDON_RATE = 0.05

Slot = tuple[date, time]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class ProjectQueue:
    """One queue of the project, with the rule its service level is counted by."""

    id: str
    name: str
    threshold_s: float
    short_s: float
    goal_percent: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What callers were told of their wait, and how much of it was kept."""

    promised: int
    kept: int
    broken: int

    @property
    def share(self) -> float | None:
        """The share kept of what is known."""
        return together("kept_share", [Part(self.kept, self.kept + self.broken)])


@dataclass(frozen=True, slots=True)
class Asking:
    """Whose report it is, of when, and seen from which moment."""

    project: str
    name: str
    client: str
    queues: tuple[ProjectQueue, ...]
    period: Period
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What the store knows of that time, of the project's queues."""

    quarters: Sequence[Quarter]  # of all of them as one
    by_queue: Sequence[Quarter]  # pieces of each of them, of any length
    before: Sequence[Quarter]  # of the period before, of any length
    percentiles: tuple[Percentile, Percentile]  # half, and nine of ten
    promises: Sequence[Promise]
    callbacks: Sequence[Asked]
    agents: int  # how many different ones answered
    blind: Sequence[Blind]
    menus: Sequence[StaySum]  # whole calls in the menus that lead to no other queues


@dataclass(frozen=True, slots=True)
class ClientReport:
    """A project's week or month; every rate is still to be made of the counts, by `reports/fractions`."""

    asking: Asking
    total: Counts
    before: Counts
    by_queue: Mapping[str, Counts]
    by_day: Mapping[date, Counts]
    by_clock: Mapping[time, Counts]  # each half hour of the day, over all days
    by_slot: Mapping[Slot, Counts]  # each half hour of each day in which anybody called
    p50: Percentile
    p90: Percentile
    promises: Kept
    callbacks: CallbackFigures
    agents: int
    blind: tuple[Blind, ...]
    without_agent_share: float | None

    @property
    def is_over(self) -> bool:
        """Whether the period has ended; the figures of a running one still grow."""
        return self.asking.now >= self.asking.period.bounds(self.asking.zone)[1]

    @property
    def goal_percent(self) -> int | None:
        """The goal when all queues share one."""
        goals = {queue.goal_percent for queue in self.asking.queues}
        return goals.pop() if len(goals) == 1 else None

    @property
    def clocks(self) -> list[time]:
        """The half hours from the first to the last in which anybody called."""
        return sorted(self.by_clock)

    @property
    def busiest(self) -> list[tuple[Slot, Counts]]:
        """The half hours in which most callers joined, the busiest first."""
        ranked = sorted(self.by_slot.items(), key=lambda one: (-one[1].offered, one[0]))
        return [(slot, counts) for slot, counts in ranked[:BUSIEST] if counts.offered]


def client_report(asking: Asking, found: Found) -> ClientReport:
    """The report of one project and period."""
    since, until = asking.period.bounds(asking.zone)
    inside = [one for one in found.quarters if since <= one.start < until]
    by_slot = _grouped(inside, lambda one: _slot(one, asking.zone))
    by_day = _added_up((day, counts) for (day, _), counts in by_slot.items())
    return ClientReport(
        asking=asking,
        total=total([one.counts for one in inside]),
        before=total([one.counts for one in found.before]),
        by_queue={queue.id: Counts() for queue in asking.queues} | _grouped(found.by_queue, lambda one: one.queue),
        by_day={day: by_day.get(day, Counts()) for day in asking.period.days},
        by_clock=_without_gaps(_added_up((clock, counts) for (_, clock), counts in by_slot.items())),
        by_slot=by_slot,
        p50=found.percentiles[0],
        p90=found.percentiles[1],
        promises=_kept(found.promises, asking.now),
        callbacks=callback_figures(found.callbacks),
        agents=found.agents,
        blind=tuple(found.blind),
        without_agent_share=together(
            "without_agent_share", [alone_part(one.ended, one.went, one.calls) for one in found.menus]
        ),
    )


def _slot(quarter: Quarter, where: ZoneInfo) -> Slot:
    local = quarter.start.astimezone(where)
    return local.date(), time(local.hour, local.minute // 30 * 30)


def _grouped(quarters: Iterable[Quarter], key: Callable[[Quarter], K]) -> dict[K, Counts]:
    return _added_up((key(one), one.counts) for one in quarters)


def _added_up(parts: Iterable[tuple[K, Counts]]) -> dict[K, Counts]:
    groups: dict[K, list[Counts]] = {}
    for key, counts in parts:
        groups.setdefault(key, []).append(counts)
    return {key: total(found) for key, found in groups.items()}


def _without_gaps(found: Mapping[time, Counts]) -> dict[time, Counts]:
    called = [clock for clock, counts in found.items() if counts.offered]
    every = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
    return {clock: found.get(clock, Counts()) for clock in every if called and min(called) <= clock <= max(called)}


def _kept(promises: Iterable[Promise], now: datetime) -> Kept:
    outcomes = [promise.kept(now) for promise in promises if promise.less_than_s is not None]
    return Kept(len(outcomes), outcomes.count(True), outcomes.count(False))
