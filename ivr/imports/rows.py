"""Lines of a file as rows of named columns: text with bars, CSV with commas, semicolons or tabs; with header or not.

Whatever stands in a line, it becomes a row or `BadRow`: lines are cut apart one by one, so one spoils no other.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from ivr.errors import UnexpectedReply
from ivr.hours.zone import to_utc

LONGEST_LINE = 16_384  # bytes; Asterisk writes at most 8 KiB
MOST_COLUMNS = 64
LONGEST_TEXT = 128  # of a number, a name, a channel
DELIMITERS = "\t|;,"
NOTHING = frozenset({"", "NULL", "\\N"})  # as databases write it
EPOCH = re.compile(r"[0-9]{9,11}(\.[0-9]{1,9})?")
UNIQUEID = re.compile(r"(?:^|-)([0-9]{9,11})\.[0-9]+$")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
EARLIEST, LATEST = datetime(1999, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class BadRow(UnexpectedReply):
    """This line cannot be read."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the lines of a file are written: what parts the columns, and where each named column stands."""

    delimiter: str
    places: Mapping[str, int]
    has_header: bool

    def row(self, line: str) -> list[str]:
        """The columns of a line; BadRow when it cannot be cut apart."""
        if '"' not in line or self.delimiter == "|":
            return line.split(self.delimiter, MOST_COLUMNS)
        try:
            rows = list(csv.reader([line], delimiter=self.delimiter))
        except csv.Error as error:
            raise BadRow(f"it is no CSV: {error}") from None
        return rows[0][:MOST_COLUMNS] if rows else []

    def value(self, row: Sequence[str], name: str) -> str:
        """One column, by any of its names; empty where the file has none such."""
        place = self.places.get(name)
        found = row[place] if place is not None and place < len(row) else ""
        return "" if found in NOTHING else found


def line_of(raw: bytes) -> str:
    """The text of a line; zeros, which a crash leaves in log files, and broken UTF-8 do not matter."""
    if len(raw) > LONGEST_LINE:
        raise BadRow(f"it is longer than {LONGEST_LINE} bytes")
    return raw.decode("utf-8", "replace").replace("\0", "").rstrip("\r\n").removeprefix("\ufeff")


def form_of(first: str, header_has: str, plain: Sequence[str], plain_delimiter: str) -> Form:
    """How a file is written, by its first line: with a header when it names that column, else as Asterisk writes it."""
    for delimiter in DELIMITERS:
        form = Form(delimiter, {}, True)
        try:
            names = [name.strip().strip('`"').lower() for name in form.row(first)]
        except BadRow:
            continue
        if header_has in names:
            return Form(delimiter, {name: place for place, name in reversed(list(enumerate(names)))}, True)
    return Form(plain_delimiter, {name: place for place, name in enumerate(plain)}, False)


@lru_cache(maxsize=4096)
def moment(text: str, where: ZoneInfo) -> datetime:
    """A time as seconds since 1970, or as date and time on the clock of a zone."""
    try:
        at = datetime.fromtimestamp(float(text), UTC) if EPOCH.fullmatch(text) else _on_the_clock(text, where)
    except (ValueError, OverflowError, OSError):
        raise BadRow(f"{text[:40]!r} is no time") from None
    if not EARLIEST <= at <= LATEST:
        raise BadRow(f"{text[:40]!r} is no time of a telephone call")
    return at


def made_at_ms(uniqueid: str) -> int:
    """When Asterisk made this id, in milliseconds since 1970; 0 when it does not tell."""
    found = UNIQUEID.search(uniqueid)
    return int(found[1]) * 1000 if found else 0


def clean(text: str) -> str:
    """A name or number that can be shown and kept."""
    return UNPRINTABLE.sub("", text)[:LONGEST_TEXT].strip()


def seconds(text: str) -> int:
    """Whole seconds; 0 when there are none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _on_the_clock(text: str, where: ZoneInfo) -> datetime:
    at = datetime.fromisoformat(text.strip())
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    return to_utc(at.date(), time(at.hour, at.minute, at.second), where).replace(microsecond=at.microsecond)
