"""Promises of waiting time against what came of them, by queue and half hour of the telling (docs/waiting.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from ivr.hours.periods import period_start, period_starts
from ivr.reports.service_level import Question

LOOKED_AT = 50  # the latest announcements whose end is known
FEWEST = 30  # of them, before anything is said of the calibration
SILENT_UNDER = 0.65  # of bounds meant to hold in 80 of 100: 2.6 standard errors of fifty below it
SPEAKS_FROM = 0.75


@dataclass(frozen=True, slots=True)
class Promise:
    """What a caller was told at a moment, what was expected then, and how the wait ended; seconds from the telling."""

    visit_id: str
    call_id: str
    queue: str
    told_at: datetime
    less_than_s: int | None  # None: no time was said
    p50_s: float | None
    p80_s: float | None
    connected_at: datetime | None
    left_at: datetime | None  # stopped waiting, for the agent or otherwise

    @property
    def actual_s(self) -> float | None:
        """How long it took from the telling to the agent; None when that did not come."""
        return None if self.connected_at is None else max(0.0, (self.connected_at - self.told_at).total_seconds())

    def held(self, bound_s: float | None, now: datetime) -> bool | None:
        """Whether the agent came within a bound; None when who waited left before that could be known."""
        if bound_s is None:
            return None
        if self.connected_at is not None:
            return (self.connected_at - self.told_at).total_seconds() <= bound_s
        waited_s = ((self.left_at or now) - self.told_at).total_seconds()
        return False if waited_s > bound_s else None

    def kept(self, now: datetime) -> bool | None:
        """Whether the time that was said was kept; None: not known, or no time was said."""
        return self.held(self.less_than_s, now)


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """The promises of one queue in one interval; a figure that has no value is None."""

    queue: str
    start: datetime
    announcements: int
    promised: int  # of them with a time
    kept: int
    broken: int
    not_known: int  # gone before it could be known, or still waiting within it
    kept_share: float | None  # kept / (kept + broken)
    bias_s: float | None  # mean of actual - expected (P50): above 0 is longer than we thought
    mean_error_s: float | None  # mean of |actual - expected|
    p90_error_s: float | None  # nine of ten were off by no more


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether a queue's bounds hold as often as they are meant to; `share` None: too few to say."""

    decided: int
    held: int
    may_speak: bool

    @property
    def share(self) -> float | None:
        """The share of the bounds (P80) that held."""
        return self.held / self.decided if self.decided >= FEWEST else None


def promise_rows(promises: Sequence[Promise], question: Question) -> list[PromiseRow]:
    """One row for each interval of the range that has begun, by the moment of telling."""
    mine = _of(promises, question)
    starts = period_starts(question.since, min(question.until, question.now), question.period, question.zone)
    found: dict[datetime, list[Promise]] = {start: [] for start in starts}
    for promise in mine:
        found.setdefault(period_start(promise.told_at, question.period, question.zone), []).append(promise)
    return [_row(start, told, question) for start, told in sorted(found.items())]


def promise_total(promises: Sequence[Promise], question: Question) -> PromiseRow:
    """The row of the whole range, from every promise and never from the rows' means."""
    return _row(question.since, _of(promises, question), question)


def calibration(latest: Iterable[Promise], may_speak: bool, now: datetime) -> Calibration:
    """How well the latest bounds held, the latest first, and whether times may be said: with hysteresis."""
    known = [held for promise in latest if (held := promise.held(promise.p80_s, now)) is not None][:LOOKED_AT]
    found = Calibration(len(known), sum(known), may_speak)
    if found.share is None:
        return found
    return Calibration(found.decided, found.held, found.share >= (SILENT_UNDER if may_speak else SPEAKS_FROM))


def _of(promises: Sequence[Promise], question: Question) -> list[Promise]:
    since, until = question.since, question.until
    return [one for one in promises if one.queue == question.queue and since <= one.told_at < until]


def _row(start: datetime, told: Sequence[Promise], question: Question) -> PromiseRow:
    with_time = [promise for promise in told if promise.less_than_s is not None]
    outcomes = [promise.kept(question.now) for promise in with_time]
    kept, broken = outcomes.count(True), outcomes.count(False)
    errors = [p.actual_s - p.p50_s for p in told if p.actual_s is not None and p.p50_s is not None]
    sizes = sorted(abs(error) for error in errors)
    return PromiseRow(
        queue=question.queue,
        start=start.astimezone(question.zone),
        announcements=len(told),
        promised=len(with_time),
        kept=kept,
        broken=broken,
        not_known=outcomes.count(None),
        kept_share=kept / (kept + broken) if kept + broken else None,
        bias_s=sum(errors) / len(errors) if errors else None,
        mean_error_s=sum(sizes) / len(sizes) if sizes else None,
        p90_error_s=sizes[ceil(0.9 * len(sizes)) - 1] if sizes else None,
    )
