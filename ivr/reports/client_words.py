"""The words and the way of writing numbers of a client's report, in the language it is asked in."""

from datetime import date, datetime, time
from typing import Any

from ivr.reports.client_hungarian import HUNGARIAN, MONTHS_HU, WEEKDAYS_HU
from ivr.reports.period import Kind, Period

LANGUAGES = ("en", "hu")
TEXTS = {"en": dict[str, str](), "hu": HUNGARIAN}  # the English text is the key
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = {"en": MONTHS_EN, "hu": MONTHS_HU}
WEEKDAYS = {"en": WEEKDAYS_EN, "hu": WEEKDAYS_HU}
POINT = {"en": ".", "hu": ","}
THOUSANDS = {"en": ",", "hu": "\N{NO-BREAK SPACE}"}
NO_VALUE = "–"
MINUTE_S, HOUR_S = 60, 3600


class Words:
    """One language's way of saying things; of a language we do not have, English."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"

    def say(self, text: str, **values: Any) -> str:
        """A text, with values filled in."""
        found = TEXTS[self.language].get(text, text)
        return found % values if values else found

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with its thousands apart."""
        if value is None:
            return NO_VALUE
        written = f"{value:,.{decimals}f}".replace(",", "\0").replace(".", POINT[self.language])
        return written.replace("\0", THOUSANDS[self.language])

    def share(self, value: float | None) -> str:
        """A share as a percentage with one decimal."""
        return NO_VALUE if value is None else f"{self.number(100 * value, 1)}\N{NO-BREAK SPACE}%"

    def points(self, now: float | None, before: float | None) -> str:
        """The difference of two shares in percentage points, with its sign."""
        if now is None or before is None:
            return NO_VALUE
        return self.say("%(num)s pts", num=self.signed(100 * (now - before), 1))

    def signed(self, value: float, decimals: int = 0) -> str:
        """A number with its sign."""
        written = self.number(abs(value), decimals)
        if float(f"{value:.{decimals}f}") == 0:
            return f"±{written}"
        return f"{'+' if value > 0 else '−'}{written}"

    def seconds(self, value: float | None) -> str:
        """A length of time in its largest two units."""
        if value is None:
            return NO_VALUE
        whole = round(value)
        if whole < MINUTE_S:
            return f"{whole} {self.say('s')}"
        if whole < HOUR_S:
            return self.say("%(minutes)d min %(seconds)02d s", minutes=whole // MINUTE_S, seconds=whole % MINUTE_S)
        return self.say("%(hours)d h %(minutes)02d min", hours=whole // HOUR_S, minutes=whole % HOUR_S // MINUTE_S)

    def day(self, day: date) -> str:
        """A day with its weekday: Mon 2 Nov 2026, 2026. 11. 02. H."""
        weekday = WEEKDAYS[self.language][day.weekday()]
        if self.language == "hu":
            return f"{day:%Y. %m. %d.} {weekday}"
        return f"{weekday} {day.day} {MONTHS_EN[day.month - 1][:3]} {day.year}"

    def clock(self, clock: time) -> str:
        """A time of day."""
        return f"{clock:%H:%M}"

    def moment(self, at: datetime) -> str:
        """A moment to the second, on the clock it carries."""
        return f"{self.day(at.date())} {at:%H:%M:%S}"

    def minute(self, at: datetime) -> str:
        """A moment to the minute, with the zone of the clock it carries."""
        return f"{self.day(at.date())} {at:%H:%M} ({at.tzinfo})"

    def period(self, period: Period) -> str:
        """A period: October 2026, or week 46 of 2026 with its days."""
        if period.kind is Kind.MONTH:
            month, year = MONTHS[self.language][period.first.month - 1], period.first.year
            return f"{year}. {month}" if self.language == "hu" else f"{month} {year}"
        year, week, _ = period.first.isocalendar()
        days = f"{self.day(period.first)} – {self.day(period.last)}"
        return self.say("week %(week)d of %(year)d (%(days)s)", week=week, year=year, days=days)
