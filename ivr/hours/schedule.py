"""Open or closed: week, holidays and closures of one place put together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.hours.closure import Closure, closed_by, first_moment_after
from ivr.hours.holidays import Holidays
from ivr.hours.week import Span, Week
from ivr.hours.zone import to_local

DAYS_AHEAD = 400


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a place is open; a holiday replaces its weekday, a closure stands above both."""

    where: ZoneInfo
    week: Week
    holidays: Holidays = field(default_factory=Holidays)
    closures: tuple[Closure, ...] = ()

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return the spans that begin on this local day, closures left aside."""
        special = self.holidays.spans_of(day)
        return self.week.spans_of(day) if special is None else special


def is_open(schedule: Schedule, now: datetime) -> bool:
    """Return whether the place is open at this moment."""
    if closed_by(schedule.closures, now):
        return False
    today = to_local(now, schedule.where).date()
    return any(start <= now < end for start, end in _moments(schedule, today - timedelta(days=1), days=2))


def next_opening(schedule: Schedule, now: datetime) -> datetime | None:
    """Return now if open, else the next UTC moment that is, or None when there is none within 400 days."""
    yesterday = to_local(now, schedule.where).date() - timedelta(days=1)
    for start, end in _moments(schedule, yesterday, DAYS_AHEAD):
        moment = first_moment_after(schedule.closures, max(start, now))
        if moment is not None and moment < end:
            return moment
    return None


def _moments(schedule: Schedule, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
    for day in (first + timedelta(days=number) for number in range(days)):
        for span in schedule.spans_on(day):
            yield span.on(day, schedule.where)
