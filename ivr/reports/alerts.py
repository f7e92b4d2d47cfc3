"""Alerts: a figure held against a threshold, raised and cleared apart so that none flaps, told without a flood."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum


class AlertKind(StrEnum):
    """The figure a rule looks at (docs/alerts.md)."""

    LONGEST_WAIT = "longest_wait"  # seconds, of who waits now
    SERVICE_LEVEL = "service_level"  # percent, of the running half hour
    ABANDON_RATE = "abandon_rate"  # percent, of today
    AGENTS = "agents"  # logged in who can take the calls
    CALIBRATION = "calibration"  # queues that say no times because the last ones did not hold
    SPOOL_LAG = "spool_lag"  # seconds the oldest event waits for the database
    TOLL_CALLS = "toll_calls"  # calls to numbers outside today
    TOLL_MINUTES = "toll_minutes"  # minutes they were answered
    ENGINE_SILENT = "engine_silent"  # seconds since it beat
    WORKER_SILENT = "worker_silent"


FALLING = frozenset({AlertKind.SERVICE_LEVEL, AlertKind.AGENTS})  # too little is bad
OF_QUEUES = frozenset(
    {
        AlertKind.LONGEST_WAIT,
        AlertKind.SERVICE_LEVEL,
        AlertKind.ABANDON_RATE,
        AlertKind.AGENTS,
        AlertKind.CALIBRATION,
    }
)


class State(StrEnum):
    """How a rule stands."""

    CALM = "calm"
    PENDING = "pending"  # over the threshold, not yet long enough
    RAISED = "raised"
    CLEARING = "clearing"  # good again, not yet long enough


class Reading(StrEnum):
    """What a figure says; LASTED: it has said so long enough."""

    OVER = "over"
    BETWEEN = "between"
    GOOD = "good"
    LASTED = "lasted"


MOVES: dict[State, dict[Reading, State]] = {
    State.CALM: {Reading.OVER: State.PENDING},
    State.PENDING: {Reading.LASTED: State.RAISED, Reading.BETWEEN: State.CALM, Reading.GOOD: State.CALM},
    State.RAISED: {Reading.GOOD: State.CLEARING},
    State.CLEARING: {Reading.OVER: State.RAISED, Reading.BETWEEN: State.RAISED, Reading.LASTED: State.CALM},
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """Raised beyond `raise_at`, cleared at `clear_at` or better, each when it was so for `for_s` seconds."""

    raise_at: float
    clear_at: float
    for_s: float = 0.0
    is_falling: bool = False  # beyond is under


@dataclass(frozen=True, slots=True)
class Watch:
    """How a rule stands, and since when."""

    state: State
    since: datetime

    @property
    def is_raised(self) -> bool:
        """Whether there is an alert."""
        return self.state in (State.RAISED, State.CLEARING)


def seen(watch: Watch, value: float | None, threshold: Threshold, now: datetime) -> Watch:
    """How the rule stands after a look at its figure; one without a value (nothing to divide by) is good."""
    state = MOVES[watch.state].get(_reading(value, threshold), watch.state)
    after = watch if state is watch.state else Watch(state, now)
    lasted = (now - after.since).total_seconds() >= threshold.for_s
    if lasted and Reading.LASTED in MOVES[after.state]:
        return Watch(MOVES[after.state][Reading.LASTED], now)
    return after


def is_worse(value: float, than: float, threshold: Threshold) -> bool:
    """Whether a value is further beyond the threshold than another."""
    return value < than if threshold.is_falling else value > than


def _reading(value: float | None, threshold: Threshold) -> Reading:
    if value is None:
        return Reading.GOOD
    if is_worse(value, threshold.raise_at, threshold):
        return Reading.OVER
    return Reading.BETWEEN if is_worse(value, threshold.clear_at, threshold) else Reading.GOOD


class Telling(StrEnum):
    """What people are told of an alert."""

    RAISED = "raised"
    ESCALATED = "escalated"
    CLEARED = "cleared"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Manner:
    """How people are told: no oftener than every `rest`, further on when nobody acknowledged for `escalate_after`."""

    rest: timedelta = timedelta(minutes=15)
    escalate_after: timedelta | None = None
    quiet: tuple[time, time] | None = None  # local, from and until; the second may be on the next day

    def is_quiet(self, local: time) -> bool:
        """Whether nobody is to be told at this time of day."""
        if self.quiet is None:
            return False
        begins, ends = self.quiet
        return begins <= local < ends if begins <= ends else local >= begins or local < ends


@dataclass(frozen=True, slots=True)
class Told:
    """What an alert's people know: when each thing was told; `last` is when anybody was told by this rule before."""

    told_at: datetime | None = None
    acknowledged_at: datetime | None = None
    escalated_at: datetime | None = None
    cleared_at: datetime | None = None
    last: datetime | None = None


def due(told: Told, manner: Manner, now: datetime) -> Telling | None:
    """What is to be told now, quiet hours aside: None when everything was, or must wait."""
    if told.told_at is None:
        rested = told.last is None or now - told.last >= manner.rest
        return Telling.RAISED if told.cleared_at is None and told.acknowledged_at is None and rested else None
    if told.cleared_at is not None:
        return Telling.CLEARED
    waited = manner.escalate_after is not None and now - told.told_at >= manner.escalate_after
    is_open = told.acknowledged_at is None and told.escalated_at is None
    return Telling.ESCALATED if waited and is_open else None


def quiet_hours(written: str) -> tuple[time, time] | None:
    """The quiet hours of `22:00-07:00`, None of an empty text; ValueError when it is none."""
    if not written:
        return None
    begins, _, ends = written.partition("-")
    return time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())
