"""One line of the witness's record (log/cel.csv) as a frozen record. Pure; the only error is UnexpectedReply.

CEL_COLUMNS are the columns in the order the configuration writes them, each in quotes. A line with anything outside its
quotes is refused: it is not Asterisk's, but the rest of a caller's name that held an end of line.
"""

import csv
import re
from dataclasses import dataclass
from datetime import UTC, datetime

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
LINE_LENGTH = 8192
QUOTED = re.compile(r'"(?:[^"]|"")*+"(?:,"(?:[^"]|"")*+")*+')
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
    if len(line) > LINE_LENGTH:
        raise UnexpectedReply(f"a CEL line of more than {LINE_LENGTH} characters")
    if not QUOTED.fullmatch(line.rstrip("\r\n")):
        raise UnexpectedReply(f"{line[:80]!r} is no CEL line: something stands outside quotes")
    try:
        rows = list(csv.reader([line.rstrip("\r\n")], strict=True))
    except csv.Error as error:
        raise UnexpectedReply(f"{line[:80]!r} is no CEL line: {error}") from None
    if len(rows) != 1 or len(rows[0]) != len(CEL_COLUMNS):
        raise UnexpectedReply(f"{line[:80]!r} has not the {len(CEL_COLUMNS)} columns of a CEL line")
    eventtype, eventtime, *rest = rows[0]
    return CelRecord(eventtype, _moment(eventtime), *rest)


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, TIME).replace(tzinfo=UTC)
    except ValueError:
        raise UnexpectedReply(f"{text[:80]!r} is no time of a CEL line") from None
