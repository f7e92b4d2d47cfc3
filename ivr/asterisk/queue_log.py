"""One line of the log of Asterisk's own queue (log/queue_log), as its own code writes it. Pure.

Times are whole seconds. Only calls of the fallback queue are in it: the engine's own queues are none of Asterisk's.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from ivr.errors import UnexpectedReply

LINE_LENGTH = 8192
COLUMNS = 5


@dataclass(frozen=True, slots=True)
class QueueLogRecord:
    """Something that happened to a caller, or a member, of a queue of Asterisk's."""

    at: datetime  # UTC, whole seconds
    callid: str  # the caller's channel; NONE where it is not about a call
    queue: str
    agent: str
    event: str
    values: tuple[str, ...]

    def seconds(self, position: int) -> float | None:
        """A value that is a number of seconds; None when it is missing or none."""
        found = self.values[position] if position < len(self.values) else ""
        return float(found) if found.isascii() and found.isdigit() and len(found) < 10 else None


def parse_line(line: str) -> QueueLogRecord:
    """The record in one line of the log, with or without its end of line; UnexpectedReply."""
    parts = line.rstrip("\r\n").split("|")
    if len(line) > LINE_LENGTH or len(parts) < COLUMNS:
        raise UnexpectedReply(f"{line[:80]!r} is no line of a queue log")
    try:
        at = datetime.fromtimestamp(int(parts[0]), UTC)
    except (ValueError, OverflowError, OSError):
        raise UnexpectedReply(f"{parts[0][:80]!r} is no time of a queue log") from None
    callid, queue, agent, event, *values = parts[1:]
    return QueueLogRecord(at, callid, queue, agent, event, tuple(values))
