"""When a person may be called: inside the window of every time zone the number may be in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.errors import AuthorError
from ivr.hours.zone import to_local, to_utc, zone

DAYS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class CallingWindow:
    """The local hours of a day in which calls may be placed: from `opens` until before `closes`."""

    opens: time = time(8)
    closes: time = time(21)

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise AuthorError("a calling window must close later on the day than it opens", key="calling_window")


def is_allowed(now: datetime, zones: Sequence[str], window: CallingWindow) -> bool:
    """Return whether now is inside the window in every zone; never where no zone is known."""
    return bool(zones) and all(_opening(now, zone(name), window) == now for name in zones)


def next_allowed(now: datetime, zones: Sequence[str], window: CallingWindow) -> datetime | None:
    """Return now or the next moment inside the window of every zone, None when no zone is known or they never meet."""
    places = [zone(name) for name in zones]
    moment, limit = now, now + timedelta(days=DAYS_AHEAD)
    while places and moment < limit:
        latest = max(_opening(moment, place, window) for place in places)
        if latest == moment:
            return moment
        moment = latest
    return None


def _opening(now: datetime, place: ZoneInfo, window: CallingWindow) -> datetime:
    """Return now if the window is open in this place, else its next opening."""
    today = to_local(now, place).date()
    for day in (today, today + timedelta(days=1)):
        opens, closes = to_utc(day, window.opens, place), to_utc(day, window.closes, place)
        if now < closes and opens < closes:
            return max(now, opens)
    return to_utc(today + timedelta(days=2), window.opens, place)
