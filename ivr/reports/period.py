"""Weeks (ISO, from Monday on) and months: what a client's report is about, by one zone's clock."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ivr.errors import FieldError
from ivr.hours.zone import day_start

WEEK_NAME = re.compile(r"(20\d\d)-W(\d\d)")
MONTH_NAME = re.compile(r"(20\d\d)-(\d\d)")
NOT_ONE = "Enter a week such as 2026-W46 or a month such as 2026-10."


class Kind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month: its first day, and the day after its last."""

    kind: Kind
    first: date
    after: date

    @property
    def name(self) -> str:
        """As people and addresses write it: 2026-W46 or 2026-10."""
        if self.kind is Kind.MONTH:
            return f"{self.first:%Y-%m}"
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def days(self) -> list[date]:
        """Each of its days."""
        return [self.first + timedelta(days=n) for n in range((self.after - self.first).days)]

    def before(self) -> "Period":
        """The period before it."""
        return period_with(self.kind, self.first - timedelta(days=1))

    def following(self) -> "Period":
        """The period after it."""
        return period_with(self.kind, self.after)

    def bounds(self, where: ZoneInfo) -> tuple[datetime, datetime]:
        """When it begins and ends on this clock, in UTC."""
        return day_start(self.first, where), day_start(self.after, where)


def period_with(kind: Kind, day: date) -> Period:
    """The week or month that holds a day."""
    if kind is Kind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=7))
    first = day.replace(day=1)
    return Period(kind, first, (first + timedelta(days=31)).replace(day=1))


def last_whole(kind: Kind, today: date) -> Period:
    """The latest period that is over on this day."""
    return period_with(kind, today).before()


def period_of(name: str) -> Period:
    """The period of a name; FieldError when it is none."""
    try:
        if found := WEEK_NAME.fullmatch(name):
            return period_with(Kind.WEEK, date.fromisocalendar(int(found[1]), int(found[2]), 1))
        if found := MONTH_NAME.fullmatch(name):
            return period_with(Kind.MONTH, date(int(found[1]), int(found[2]), 1))
    except ValueError:
        pass
    raise FieldError("period", NOT_ONE)
