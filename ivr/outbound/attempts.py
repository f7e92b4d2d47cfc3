"""After an attempt: another one, and when, or the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ivr.calls.disposition import Disposition
from ivr.contacts.calling_window import CallingWindow, next_allowed
from ivr.errors import Misuse

RETRIED = frozenset({Disposition.BUSY, Disposition.NO_ANSWER})
OUT_OF_HOURS = "no hour is decent in every zone this number may be in"


@dataclass(frozen=True, slots=True)
class AttemptRule:
    """How often and how late; `retries` is for busy and no answer together, `failures` for system errors in all."""

    retries: int = 1
    retry_after: timedelta = timedelta(minutes=10)
    failures: int = 5
    failure_after: timedelta = timedelta(minutes=1)  # doubles with each failure
    window: CallingWindow = field(default_factory=CallingWindow)


@dataclass(frozen=True, slots=True)
class NextAttempt:
    """Call (again) at this UTC moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """No further call; the disposition is that of the last one, FAILED when none could be placed."""

    disposition: Disposition


Decision = NextAttempt | Finished


def first_attempt(
    due_at: datetime, now: datetime, zones: Sequence[str], rule: AttemptRule, not_after: datetime | None = None
) -> Decision:
    """Return when to call first: when due, moved into the window of every zone."""
    return _within(max(due_at, now), zones, rule, not_after, Disposition.FAILED)


def next_attempt(
    ended: Sequence[Disposition],
    now: datetime,
    zones: Sequence[str],
    rule: AttemptRule,
    not_after: datetime | None = None,
) -> Decision:
    """Return what follows the attempts that have ended, the latest last; `not_after` is the appointment itself."""
    if not ended:
        raise Misuse("next_attempt is asked after an attempt; before it first_attempt is")
    last = ended[-1]
    if last is Disposition.FAILED:
        failures = ended.count(last)
        may_try, pause = failures < rule.failures, rule.failure_after * 2 ** (failures - 1)
    else:
        unreached = sum(one in RETRIED for one in ended)
        may_try, pause = last in RETRIED and unreached <= rule.retries, rule.retry_after
    return _within(now + pause, zones, rule, not_after, last) if may_try else Finished(last)


def _within(
    moment: datetime, zones: Sequence[str], rule: AttemptRule, not_after: datetime | None, otherwise: Disposition
) -> Decision:
    at = next_allowed(moment, zones, rule.window)
    too_late = at is None or (not_after is not None and at > not_after)
    return Finished(otherwise) if at is None or too_late else NextAttempt(at)
