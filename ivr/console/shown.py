"""How values are shown: moments in the reader's zone and language, lengths, shares; what is not there is a dash."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_time
from babel.numbers import format_decimal

from ivr.access.role import Role
from ivr.console import said
from ivr.console.catalogue import _, language, viewers_zone

NO_VALUE = "-"
SHARE, PERCENT = "0.0", "\N{NO-BREAK SPACE}%"
FORMATS = {"en": "en_GB", "hu": "hu_HU"}  # a day before its month, twenty-four hours
MINUTE_S = 60
HOUR_S = 3600


def clock(at: datetime | None, zone: ZoneInfo | None = None) -> str:
    """The time of day to the second, in the reader's zone."""
    return NO_VALUE if at is None else f"{at.astimezone(zone or viewers_zone()):%H:%M:%S}"


def moment(at: datetime, form: str = "short") -> str:
    """A moment in the reader's zone and language: `short`, `medium`, `long`, or `time` for the time of day alone."""
    where, tongue = viewers_zone(), language()
    if form == "time":
        return str(format_time(at.astimezone(where), "short", locale=FORMATS[tongue]))
    return str(format_datetime(at.astimezone(where), form, locale=FORMATS[tongue]))


def full_moment(at: datetime) -> str:
    """A moment to the second with its zone: what a time shows when one points at it."""
    where = viewers_zone()
    return f"{format_datetime(at.astimezone(where), 'medium', locale=FORMATS[language()])} {where.key}"


def iso(at: datetime) -> str:
    """A moment as programs read it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def ago(since: datetime, now: datetime) -> str:
    """The time since a moment as a clock that runs: 0:07, 12:05, 1:02:03 (console.js goes on counting)."""
    seconds = max(0, int((now - since).total_seconds()))
    hours, minutes = seconds // HOUR_S, seconds % HOUR_S // MINUTE_S
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"


def initials(name: str) -> str:
    """The first letters of a name's first and last word."""
    words_of = name.split()
    return "".join(word[0] for word in (words_of[:1] + words_of[1:][-1:])).upper()


def role_name(role: Role) -> str:
    """A role as people say it."""
    return str(said.ROLES[role])


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
    """A share as a percentage, as the reader's language writes it; the sign stays on the number's line."""
    return NO_VALUE if value is None else _percent(round(Decimal(str(100 * value)), 1), FORMATS[language()])


@lru_cache(4096)  # all there are: babel needs 50 µs for each, and a page shows thousands
def _percent(rounded: Decimal, locale: str) -> str:
    return str(format_decimal(rounded, SHARE, locale)) + PERCENT


def decimal(value: float | None) -> str:
    """A number with one decimal, as the reader's language writes it."""
    return NO_VALUE if value is None else str(format_decimal(round(value, 1), locale=language()))


def signed(value: float) -> str:
    """A number with two decimals and its sign, as the reader's language writes it; nothing for none."""
    return str(format_decimal(round(value, 2), "+0.00;−0.00", locale=language())) if round(value, 2) else NO_VALUE


def words(name: object) -> str:
    """A name of ours as words (said.WORDS) in the reader's language."""
    return NO_VALUE if name is None else str(_(str(name).replace("_", " ")))


FILTERS: dict[str, Callable[..., Any]] = {
    "ago": ago,
    "clock": clock,
    "decimal": decimal,
    "full_moment": full_moment,
    "initials": initials,
    "iso": iso,
    "moment": moment,
    "role_name": role_name,
    "length": length,
    "share": share,
    "signed": signed,
    "words": words,
}
