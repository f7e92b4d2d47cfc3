"""Local time and UTC, safe on the days when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.errors import AuthorError, Misuse

_SECOND = timedelta(seconds=1)


def zone(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name such as Europe/Budapest, or raise AuthorError."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: "Europe" is a folder of the zone database
        raise AuthorError(f"{name!r} is not a time zone (an IANA name such as Europe/Budapest)", key="zone") from None


def to_local(moment: datetime, where: ZoneInfo) -> datetime:
    """Return the local time of an aware moment."""
    if moment.tzinfo is None:
        raise Misuse("a moment without a time zone has no local time")
    return moment.astimezone(where)


def to_utc(day: date, clock: time, where: ZoneInfo) -> datetime:
    """Return the UTC moment of a local clock time: the first of two, and the end of the gap for one that is skipped."""
    local = datetime.combine(day, clock.replace(tzinfo=None, fold=0), where)
    before = local.astimezone(UTC)
    after = local.replace(fold=1).astimezone(UTC)
    return _change_between(after, before, where) if after < before else before


def day_start(day: date, where: ZoneInfo) -> datetime:
    """Return the UTC moment at which a local day begins, also where midnight itself is skipped."""
    return to_utc(day, time(0), where)


def last_change(start: datetime, end: datetime, where: ZoneInfo) -> datetime | None:
    """Return the UTC moment in (start, end] at which local clocks were changed, or None when they were not."""
    if start.astimezone(where).utcoffset() == end.astimezone(where).utcoffset():
        return None
    return _change_between(start, end, where)


def _change_between(start: datetime, end: datetime, where: ZoneInfo) -> datetime:
    """Return the first UTC second of the offset that holds at `end`, another holding at `start`."""
    start, end = start.astimezone(UTC), end.astimezone(UTC).replace(microsecond=0)
    offset = end.astimezone(where).utcoffset()
    while end - start > _SECOND:
        middle = start + (end - start) // 2
        middle = max(middle.replace(microsecond=0), start.replace(microsecond=0) + _SECOND)
        if middle.astimezone(where).utcoffset() == offset:
            end = middle
        else:
            start = middle
    return end
