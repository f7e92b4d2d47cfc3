"""When a client's report is due: weekly on a weekday or monthly on a day, at an hour of the project's own clock. Pure.

Clocks that change neither skip it nor send it twice: an hour that is skipped means its end, one that comes twice the
first of both.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.hours.zone import to_utc
from ivr.reports.period import Kind, Period, last_whole, period_with

LAST_DAY = {Kind.WEEK: 7, Kind.MONTH: 28}


@dataclass(frozen=True, slots=True)
class Timing:
    """How often, on which day (1 is Monday, or the first of the month) and at which full hour."""

    kind: Kind
    day: int
    hour: int


@dataclass(frozen=True, slots=True)
class Due:
    """A report that was to go out at a moment, about the last period that was over then."""

    at: datetime
    period: Period


def latest_due(timing: Timing, where: ZoneInfo, now: datetime) -> Due:
    """The one that was due last, at `now` at the latest."""
    period = period_with(timing.kind, now.astimezone(where).date())
    due = _due(timing, period, where)
    return due if due.at <= now else _due(timing, period.before(), where)


def next_due(timing: Timing, where: ZoneInfo, now: datetime) -> Due:
    """The one that is due next, after `now`."""
    period = period_with(timing.kind, now.astimezone(where).date())
    due = _due(timing, period, where)
    return due if due.at > now else _due(timing, period.following(), where)


def _due(timing: Timing, inside: Period, where: ZoneInfo) -> Due:
    day: date = inside.first + timedelta(days=timing.day - 1)
    return Due(to_utc(day, time(timing.hour), where), last_whole(timing.kind, day))
