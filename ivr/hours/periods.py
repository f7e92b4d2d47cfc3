"""What reports are cut into: quarters, halves and whole hours, days, weeks and months by the local clock."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from ivr.hours.interval import interval_start, next_interval
from ivr.hours.zone import day_start, to_local

KEPT = 4096  # answers: the days of a range are asked for once for each queue
KEPT_RANGES = 4


class Period(StrEnum):
    """How long each row of a report is."""

    QUARTER = "15m"
    HALF_HOUR = "30m"
    HOUR = "60m"
    DAY = "day"
    WEEK = "week"  # from Monday
    MONTH = "month"

    @property
    def minutes(self) -> int | None:
        """Its length; None for days and longer, whose lengths differ."""
        return {"15m": 15, "30m": 30, "60m": 60}.get(self.value)


@lru_cache(KEPT)
def period_start(moment: datetime, period: Period, where: ZoneInfo) -> datetime:
    """The UTC start of the period that holds this moment."""
    if period.minutes is not None:
        return interval_start(moment, period.minutes, where)
    return day_start(_first_day(to_local(moment, where).date(), period), where)


def next_period(start: datetime, period: Period, where: ZoneInfo) -> datetime:
    """The UTC start of the period after the one that begins at `start`."""
    if period.minutes is not None:
        return next_interval(start, period.minutes, where)
    day = to_local(start, where).date()
    # Whatever day of it this is, so many days further is in the next one.
    further = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 32 - day.day}[period]
    return day_start(_first_day(day + timedelta(days=further), period), where)


@lru_cache(KEPT_RANGES)
def period_starts(start: datetime, end: datetime, period: Period, where: ZoneInfo) -> tuple[datetime, ...]:
    """The UTC starts of every period that overlaps [start, end)."""
    starts = []
    moment = period_start(start, period, where)
    while moment < end:
        starts.append(moment)
        moment = next_period(moment, period, where)
    return tuple(starts)


@lru_cache(KEPT_RANGES)
def period_clocks(start: datetime, end: datetime, period: Period, where: ZoneInfo) -> Mapping[datetime, datetime]:
    """The same starts in order, each with the local time it is on this clock."""
    return {moment: to_local(moment, where) for moment in period_starts(start, end, period, where)}


def _first_day(day: date, period: Period) -> date:
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is Period.MONTH else day
