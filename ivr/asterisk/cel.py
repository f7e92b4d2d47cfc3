"""One line of the witness's record (log/cel.csv) as a frozen record. Pure; the only error is UnexpectedReply.

CEL_COLUMNS are the columns in the order the configuration writes them, each in quotes (record_line).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from ivr.asterisk.record_line import cells
from ivr.errors import UnexpectedReply

CEL_COLUMNS = (
    "eventtype",
    "eventtime",
    "uniqueid",
    "linkedid",
    "channame",
    "cid_num",
    "exten",
    "context",
    "appname",
    "accountcode",
    "peer",
    "userdeftype",
    "eventextra",
)
TIME = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True, slots=True)
class CelRecord:
    """Something Asterisk saw happen on a channel."""

    eventtype: str
    eventtime: datetime  # UTC
    uniqueid: str
    linkedid: str
    channame: str
    cid_num: str
    exten: str
    context: str
    appname: str
    accountcode: str
    peer: str
    userdeftype: str
    eventextra: str


def parse_line(line: str) -> CelRecord:
    """The record in one line of the file, with or without its end of line."""
    eventtype, eventtime, *rest = cells(line, len(CEL_COLUMNS), "CEL")
    return CelRecord(eventtype, _moment(eventtime), *rest)


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, TIME).replace(tzinfo=UTC)
    except ValueError:
        raise UnexpectedReply(f"{text[:80]!r} is no time of a CEL line") from None
