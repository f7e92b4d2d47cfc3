"""Opening hours of a week: several spans a day, each of which may run over midnight."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.errors import AuthorError
from ivr.hours.zone import to_utc

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"\s*((?:[01][0-9]|2[0-3]):[0-5][0-9])\s*-\s*((?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)\s*")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from one local clock time until before another; one not later than the first is on the next day."""

    opens: time
    closes: time

    @classmethod
    def of(cls, text: str) -> "Span":
        """Return the span written as 08:00-16:30, 24:00 being midnight, or raise AuthorError."""
        written = _SPAN.fullmatch(text)
        if not written:
            raise AuthorError(f"{text!r} is not a span of hours such as 08:00-16:30", key="hours")
        opens, closes = written.groups()
        return cls(time.fromisoformat(opens), time.fromisoformat("00:00" if closes == "24:00" else closes))

    def on(self, day: date, where: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the UTC start and end of the span that begins on this local day."""
        last_day = day if self.closes > self.opens else day + timedelta(days=1)
        return to_utc(day, self.opens, where), to_utc(last_day, self.closes, where)


@dataclass(frozen=True, slots=True)
class Week:
    """The spans of each weekday (0 = Monday); a weekday that is absent is closed."""

    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, days: Mapping[str, list[str]]) -> "Week":
        """Return the week written as weekday names with lists of spans, or raise AuthorError."""
        unknown = [name for name in days if name not in WEEKDAYS]
        if unknown:
            raise AuthorError(f"{unknown[0]!r} is not a weekday (monday ... sunday)", key="hours")
        return cls({WEEKDAYS.index(name): tuple(map(Span.of, spans)) for name, spans in days.items()})

    def spans_of(self, day: date) -> tuple[Span, ...]:
        """Return the spans that begin on this local day, the earliest first."""
        return tuple(sorted(self.spans.get(day.weekday(), ())))
