"""What a form of levels asks for: the levels its reader saw, those that are wanted, and their last days."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ivr.errors import FieldError
from ivr.hours.zone import day_start, zone
from ivr.store.levels import Level

MOST_CELLS = 500


@dataclass(frozen=True, slots=True)
class LevelWish:
    """One cell as it was seen and as it is wanted; `until` is None when the form does not ask for it."""

    seen: Level
    level: int | None
    until: str | None

    def wanted(self, now: Level, timezone: str) -> Level:
        """The cell to be kept, from what it is now."""
        ends = now.expires_at if self.until is None else end_of(self.until, timezone)
        return replace(now, level=self.level, expires_at=ends if self.level is not None else None)


def level_wishes(agent: str, form: Mapping[str, str]) -> Iterator[LevelWish]:
    """Every cell of a form; FieldError when it is not one of ours."""
    for skill, level in _seen(form.get("seen", "")).items():
        typed = form.get(f"level-{skill}", "").strip()
        yield LevelWish(Level(agent, skill, level), _level(typed), form.get(f"until-{skill}"))


def last_day(ends: datetime | None, timezone: str) -> str:
    """The last day of a level, as a field for days shows it."""
    return "" if ends is None else f"{(ends - timedelta(seconds=1)).astimezone(zone(timezone)).date()}"


def end_of(day: str, timezone: str) -> datetime | None:
    """The moment after a day of the centre; None for no day."""
    if not day.strip():
        return None
    try:
        return day_start(date.fromisoformat(day.strip()) + timedelta(days=1), zone(timezone))
    except (ValueError, OverflowError):
        raise FieldError("until", "Enter a day, such as 2027-01-31, or none.") from None


def _seen(text: str) -> dict[str, int | None]:
    try:
        seen = json.loads(text)
    except ValueError:
        seen = None
    if not isinstance(seen, dict) or len(seen) > MOST_CELLS or not all(_is_seen(one) for one in seen.items()):
        raise FieldError("level", "The form was not complete: nothing was saved.")
    return seen


def _is_seen(item: tuple[str, object]) -> bool:
    skill, level = item
    return skill.isprintable() and (level is None or (isinstance(level, int) and not isinstance(level, bool)))


def _level(typed: str) -> int | None:
    if typed in ("", "0"):
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) == 1):
        raise FieldError("level", "Enter a level from 1 to 9, or none.")
    return int(typed)
