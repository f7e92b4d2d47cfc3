"""Days that differ from their weekday: closed, or open at other hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ivr.errors import AuthorError
from ivr.hours.week import Span


@dataclass(frozen=True, slots=True)
class Holidays:
    """The spans of single local days; none at all means closed."""

    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, days: Mapping[str, list[str]]) -> "Holidays":
        """Return the holidays written as ISO dates with lists of spans, or raise AuthorError."""
        return cls({_date(text): tuple(map(Span.of, spans)) for text, spans in days.items()})

    def spans_of(self, day: date) -> tuple[Span, ...] | None:
        """Return the spans that begin on this local day, or None when it is an ordinary day."""
        spans = self.days.get(day)
        return None if spans is None else tuple(sorted(spans))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AuthorError(f"{text!r} is not a date such as 2026-12-24", key="holidays") from None
