"""One setting put through one day: our router or Asterisk's own queue, and what is noted while it runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean

from ivr.reports.counts import Counts, Thresholds, total
from ivr.routing.rules import MODES
from ivr.simulation.acd_driver import AcdDriver
from ivr.simulation.app_queue import AppQueue
from ivr.simulation.centre import CallPlan
from ivr.simulation.figures import Said, counts_by_skill, occupancy, promises, wait_error_s
from ivr.simulation.journey import Journey
from ivr.simulation.queue_state import QueueRules
from ivr.simulation.run import Run
from ivr.simulation.spoken_hold_time import spoken_s

ANNOUNCE_EVERY_S = 60  # of Asterisk's queue, with announce-holdtime as the promise
LOOK_EVERY = 50  # events between two looks at how far it is


class Kind(StrEnum):
    """What a trial shows."""

    AS_IT_WAS = "as_it_was"
    CHANGED = "changed"
    APP_QUEUE = "app_queue"
    ONE_MORE = "one_more"  # agent with one skill


class Stopped(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is tried: `detail` is the strategy of Asterisk's queue, or the skill of one agent more."""

    kind: Kind
    detail: str = ""
    mode: str = MODES[0]


@dataclass(frozen=True, slots=True)
class Trial:
    """The figures of one setting; several seeds are added up, shares of agents are their means."""

    setting: Setting
    agents: int
    by_skill: Mapping[str, Counts]
    occupancy: float | None
    spread: float | None
    wait_error_s: float | None
    kept: int
    broken: int

    @property
    def counts(self) -> Counts:
        """Of all skills together."""
        return total(list(self.by_skill.values()))


Goes = Callable[[float], bool]  # told the share of the day that is over; False: stop


def try_out(plan: CallPlan, setting: Setting, limits: Mapping[str, Thresholds], goes: Goes) -> Trial:
    """Put the day through one setting; only skills that have limits are counted. Stopped when `goes` says so."""
    notes = _Notes(setting, plan)
    run, clock = Run.of(plan, notes.router, (notes,)), _Clock(plan.scenario.length_s, goes)
    run.go(lambda: clock.is_stopped(run.t))
    if clock.stopped:
        raise Stopped
    counted = [
        journey
        for journey in run.journeys.values()
        if journey.call.arrives_s >= plan.scenario.warm_up_s and journey.call.skill in limits
    ]
    known = {journey.call.id: journey for journey in counted}
    busy = occupancy(run)
    kept, broken = promises([said for said in notes.said() if said.call in known], known)
    return Trial(
        setting=setting,
        agents=len(plan.scenario.agents),
        by_skill=counts_by_skill(counted, limits),
        occupancy=busy.mean,
        spread=busy.spread,
        wait_error_s=wait_error_s({call: s for call, s in notes.expected.items() if call in known}, known),
        kept=kept,
        broken=broken,
    )


def together(trials: Sequence[Trial]) -> Trial:
    """The trials of one setting by several seeds as one: counts are added up, the rest are means."""
    first = trials[0]
    skills = sorted({skill for trial in trials for skill in trial.by_skill})
    return replace(
        first,
        by_skill={skill: total([trial.by_skill.get(skill, Counts()) for trial in trials]) for skill in skills},
        occupancy=_mean([trial.occupancy for trial in trials]),
        spread=_mean([trial.spread for trial in trials]),
        wait_error_s=_mean([trial.wait_error_s for trial in trials]),
        kept=sum(trial.kept for trial in trials),
        broken=sum(trial.broken for trial in trials),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


# What one more agent brings is a service level: nobody looks at waits told, and estimating them takes most of the time.
_ESTIMATES = {True: "inline", False: "fed"}


class _Notes:
    """The router of a setting, and the wait each delayed caller would be told of at joining."""

    def __init__(self, setting: Setting, plan: CallPlan) -> None:
        self.expected: dict[str, float] = {}
        self._is_asked = setting.kind is not Kind.ONE_MORE
        if setting.kind is Kind.APP_QUEUE:
            rules = QueueRules(strategy=setting.detail, announce_every_s=ANNOUNCE_EVERY_S)
            self.router: AcdDriver | AppQueue = AppQueue(plan.scenario, rules, plan.seed)
        else:
            self.router = AcdDriver.of(
                plan.scenario, plan.seed, mode=setting.mode, estimates=_ESTIMATES[self._is_asked]
            )

    def said(self) -> list[Said]:
        """Every time that was told a caller, as a bound."""
        if isinstance(self.router, AppQueue):
            return [Said(call, t, seconds) for t, call, seconds in self.router.spoken if seconds]
        told = [(call, t, one.seconds_upper) for call, many in self.router.announced.items() for t, one in many]
        return [Said(call, t, seconds) for call, t, seconds in told if seconds is not None]

    def joined(self, run: Run, journey: Journey) -> None:
        """Note what a caller who must wait would be told."""
        call = journey.call
        if isinstance(self.router, AppQueue):
            self.expected[call.id] = spoken_s(self.router.hold_s(call.skill), 0)
        elif self._is_asked:
            median_s = self.router.estimate(run.t, call.id).p50
            if median_s is not None:
                self.expected[call.id] = median_s

    def answered(self, run: Run, journey: Journey) -> None:
        """Note nothing."""

    ended = gave_up = freed = answered


class _Clock:
    """Tells now and then how much of the day is over, and hears whether anybody still waits for it."""

    def __init__(self, length_s: float, goes: Goes) -> None:
        self.stopped = False
        self._length_s, self._goes, self._looks = length_s, goes, 0

    def is_stopped(self, t: float) -> bool:
        """Whether the day must not go on."""
        self._looks += 1
        if self._looks % LOOK_EVERY == 0:
            self.stopped = not self._goes(min(t / self._length_s, 1.0))
        return self.stopped
