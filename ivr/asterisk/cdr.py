"""One line of Asterisk's call detail record (log/cdr.csv): what it says of one pair of channels. Pure.

CDR_COLUMNS are the columns in the order the configuration writes them. Moments are seconds since 1970, to
the microsecond.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from ivr.asterisk.record_line import cells
from ivr.errors import UnexpectedReply

CDR_COLUMNS = (
    "start",
    "answer",
    "end",
    "channel",
    "dstchannel",
    "uniqueid",
    "linkedid",
    "sequence",
    "disposition",
    "lastapp",
    "accountcode",
)


@dataclass(frozen=True, slots=True)
class CdrRecord:
    """What Asterisk says of a channel and, where there was one, its other side."""

    start: datetime  # UTC
    answer: datetime | None
    end: datetime
    channel: str
    dstchannel: str
    uniqueid: str
    linkedid: str
    sequence: str
    disposition: str
    lastapp: str
    accountcode: str


def parse_line(line: str) -> CdrRecord:
    """The record in one line of the file, with or without its end of line; UnexpectedReply."""
    start, answer, end, *rest = cells(line, len(CDR_COLUMNS), "CDR")
    began, ended = _moment(start), _moment(end)
    if began is None or ended is None:
        raise UnexpectedReply(f"{line[:80]!r} has no beginning or no end")
    return CdrRecord(began, _moment(answer), ended, *rest)


def _moment(text: str) -> datetime | None:
    try:
        seconds = float(text or 0)
        return datetime.fromtimestamp(seconds, UTC) if math.isfinite(seconds) and seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        raise UnexpectedReply(f"{text[:80]!r} is no time of a CDR line") from None
