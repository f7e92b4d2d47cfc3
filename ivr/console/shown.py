"""How values are shown: moments on the centre's clock, lengths, shares; a value that is not there is a dash."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

NO_VALUE = "-"
MINUTE_S = 60
HOUR_S = 3600


def clock(at: datetime | None, zone: ZoneInfo) -> str:
    """The time of day to the second."""
    return NO_VALUE if at is None else f"{at.astimezone(zone):%H:%M:%S}"


def day_and_clock(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """The time of day, with the date when that is not today's."""
    local = at.astimezone(zone)
    return f"{local:%H:%M:%S}" if local.date() == now.astimezone(zone).date() else f"{local:%Y-%m-%d %H:%M:%S}"


def length(seconds: float | None) -> str:
    """A length of time in its largest two units."""
    if seconds is None:
        return NO_VALUE
    whole = round(seconds)
    if whole < MINUTE_S:
        return f"{whole} s"
    if whole < HOUR_S:
        return f"{whole // MINUTE_S} min {whole % MINUTE_S:02d} s"
    return f"{whole // HOUR_S} h {whole % HOUR_S // MINUTE_S:02d} min"


def share(value: float | None) -> str:
    """A share as a percentage."""
    return NO_VALUE if value is None else f"{value * 100:.1f} %"


def words(name: object) -> str:
    """A name of ours as words."""
    return NO_VALUE if name is None else str(name).replace("_", " ")


FILTERS: dict[str, Callable[..., Any]] = {
    "clock": clock,
    "day_and_clock": day_and_clock,
    "length": length,
    "share": share,
    "words": words,
}
