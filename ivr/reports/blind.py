"""When we did not see what Asterisk did: calls of these times rest on its own record alone (docs/metrics.md). Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ivr.calls.events import AsteriskFound, AsteriskLost, Event

Blind = tuple[datetime, datetime | None]  # None: still


def blind_intervals(events: Iterable[Event]) -> list[Blind]:
    """From each loss of Asterisk to the next time it was found; what is told twice counts once."""
    found: list[Blind] = []
    since: datetime | None = None
    for event in sorted(events, key=lambda event: (event.at, event.event_id)):
        if isinstance(event, AsteriskLost):
            since = since or event.at
        elif isinstance(event, AsteriskFound) and since is not None:
            found.append((since, event.at))
            since = None
    return found if since is None else [*found, (since, None)]


def blind_between(events: Iterable[Event], since: datetime, until: datetime) -> list[Blind]:
    """The blind intervals that touch a range, cut to it at its beginning."""
    touching = [(begun, ended) for begun, ended in blind_intervals(events) if begun < until]
    return [(max(begun, since), ended) for begun, ended in touching if ended is None or ended > since]


def blind_sentences(intervals: Sequence[Blind], zone: ZoneInfo) -> list[str]:
    """Each interval as a sentence on this zone's clock."""
    return [
        f"blind from {_said(since, zone)} to {_said(until, zone) if until else 'now'}: "
        "Asterisk was away or did not answer; calls of this time are told from its own record"
        for since, until in intervals
    ]


def _said(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
