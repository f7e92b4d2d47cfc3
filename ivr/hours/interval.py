"""Reporting intervals by the local clock: a day has 46, 48 or 50 half hours (docs/metrics.md)."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from ivr.errors import Misuse
from ivr.hours.zone import day_start, last_change, to_local

MINUTES = (15, 30, 60)
KEPT = 4096  # answers: the moments of a day's intervals are asked for once for each queue


@lru_cache(KEPT)
def interval_start(moment: datetime, minutes: int, where: ZoneInfo) -> datetime:
    """Return the UTC start of the interval of 15, 30 or 60 minutes that holds this moment."""
    if minutes not in MINUTES:
        raise Misuse(f"an interval is of {MINUTES} minutes, not {minutes}")
    local = to_local(moment, where)
    into = timedelta(minutes=(local.hour * 60 + local.minute) % minutes, seconds=local.second)
    start = moment.astimezone(UTC) - into - timedelta(microseconds=local.microsecond)
    return last_change(start, moment, where) or start


def next_interval(start: datetime, minutes: int, where: ZoneInfo) -> datetime:
    """Return the UTC start of the interval after the one that begins at `start`."""
    candidate = start + timedelta(minutes=minutes)
    # a change of less than an interval (Lord Howe: half an hour) begins a new one on its own
    return last_change(start, candidate, where) or interval_start(candidate, minutes, where)


def interval_starts(start: datetime, end: datetime, minutes: int, where: ZoneInfo) -> list[datetime]:
    """Return the UTC starts of every interval that overlaps [start, end)."""
    starts = []
    moment = interval_start(start, minutes, where)
    while moment < end:
        starts.append(moment)
        moment = next_interval(moment, minutes, where)
    return starts


def intervals_of_day(day: date, minutes: int, where: ZoneInfo) -> list[datetime]:
    """Return the UTC starts of the intervals of one local day."""
    return interval_starts(day_start(day, where), day_start(day + timedelta(days=1), where), minutes, where)
