"""One line of a record Asterisk writes as CSV with every column in quotes. Pure; the only error is UnexpectedReply.

A line with anything outside its quotes is refused: it is not Asterisk's, but the rest of a caller's name that held an
end of line.
"""

import csv
import re

from ivr.errors import UnexpectedReply

LINE_LENGTH = 8192
QUOTED = re.compile(r'"(?:[^"]|"")*+"(?:,"(?:[^"]|"")*+")*+')


def cells(line: str, columns: int, what: str) -> list[str]:
    """The cells of a line, with or without its end of line; `what` is the record's name in complaints."""
    if len(line) > LINE_LENGTH:
        raise UnexpectedReply(f"a {what} line of more than {LINE_LENGTH} characters")
    bare = line.rstrip("\r\n")
    if not QUOTED.fullmatch(bare):
        raise UnexpectedReply(f"{line[:80]!r} is no {what} line: something stands outside quotes")
    try:
        rows = list(csv.reader([bare], strict=True))
    except csv.Error as error:
        raise UnexpectedReply(f"{line[:80]!r} is no {what} line: {error}") from None
    if len(rows) != 1 or len(rows[0]) != columns:
        raise UnexpectedReply(f"{line[:80]!r} has not the {columns} columns of a {what} line")
    return rows[0]
