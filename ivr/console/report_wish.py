"""What a report is asked for: from which day to which, of whose queues, cut how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ivr.console.catalogue import _, _l
from ivr.console.service_level_page import day_of
from ivr.hours.periods import Period

OWN = "own"
PRESETS: Mapping[str, Any] = {
    "today": _l("Today"),
    "yesterday": _l("Yesterday"),
    "week": _l("This week"),
    "month": _l("This month"),
    "last7": _l("Last 7 days"),
    "last30": _l("Last 30 days"),
    OWN: _l("Own range"),
}
SPANS: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "today": lambda today: (today, today),
    "yesterday": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
    "week": lambda today: (today - timedelta(days=today.weekday()), today),
    "month": lambda today: (today.replace(day=1), today),
    "last7": lambda today: (today - timedelta(days=6), today),
    "last30": lambda today: (today - timedelta(days=29), today),
}
PERIODS: Mapping[Period, Any] = {
    Period.QUARTER: _l("15 minutes"),
    Period.HALF_HOUR: _l("30 minutes"),
    Period.HOUR: _l("60 minutes"),
    Period.DAY: _l("Days"),
    Period.WEEK: _l("Weeks"),
    Period.MONTH: _l("Months"),
}
MOST_DAYS, MOST_DAYS_CUT_FINE = 732, 31  # a page with more rows is read by nobody


@dataclass(frozen=True, slots=True)
class ReportWish:
    """A range of days, both inclusive, with what it is narrowed to; `mistakes` by the field they belong to."""

    preset: str
    first: date
    last: date
    period: Period = Period.HALF_HOUR
    queue: str = ""
    project: str = ""
    with_variants: bool = False
    mistakes: Mapping[str, str] = field(default_factory=dict)
    with_more: bool = False  # percentiles, first contact resolution and repeat callers beside the counts

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    def address(self, **other: object) -> dict[str, Any]:
        """What an address carries that asks for the same, or for something else; empty values are left out."""
        mine: dict[str, object] = {
            "range": self.preset,
            "period": self.period.value,
            "queue": self.queue,
            "project": self.project,
            "variants": "yes" if self.with_variants else "",
            "more": "yes" if self.with_more else "",
        }
        if self.preset == OWN:
            mine |= {"first": self.first, "last": self.last}
        return {name: str(value) for name, value in (mine | other).items() if value}


def asked_of(args: Mapping[str, str], today: date) -> ReportWish:
    """The wish in an address; what cannot be read is named, and today or half hours are shown instead."""
    mistakes: dict[str, str] = {}
    typed = f"{args.get('first')}/{args.get('last')}"
    # Whose days are no longer those the page showed means these days, whatever range stands beside them.
    preset = OWN if typed != args.get("shown", typed) else args.get("range", "today")
    if preset not in PRESETS:
        mistakes["range"], preset = str(_("This range is not known; today is shown.")), "today"
    first, last = SPANS[preset](today) if preset != OWN else _own(args, today, mistakes)
    period = _period(args.get("period", Period.HALF_HOUR), mistakes)
    if period.minutes is not None and (last - first).days >= MOST_DAYS_CUT_FINE:
        mistakes["period"] = str(_("More than %(days)d days are shown by day.", days=MOST_DAYS_CUT_FINE))
        period = Period.DAY
    queue, project = args.get("queue", ""), args.get("project", "")
    variants, more = (args.get(name) == "yes" for name in ("variants", "more"))
    return ReportWish(preset, first, last, period, queue, project, variants, mistakes, more)


def _own(args: Mapping[str, str], today: date, mistakes: dict[str, str]) -> tuple[date, date]:
    first, last = day_of(args.get("first", "")), day_of(args.get("last", ""))
    if first is None or last is None:
        mistakes["first"] = str(_("Enter the first and the last day; today is shown."))
        return today, today
    if last < first or (last - first).days >= MOST_DAYS:
        mistakes["last"] = str(_("The last day is to be at most %(days)d days after the first.", days=MOST_DAYS))
        return first, first
    return first, last


def _period(typed: str, mistakes: dict[str, str]) -> Period:
    try:
        return Period(typed)
    except ValueError:
        mistakes["period"] = str(_("This interval is not known; half hours are shown."))
        return Period.HALF_HOUR
