"""CSV that a spreadsheet of the reader's country opens as it is, and never executes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read UTF-8 as something else
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # some read wide signs too
SEPARATOR = {"hu": ";"}  # where the comma stands in numbers
PART = 64 * 1024  # characters at once


def csv_parts(titles: Sequence[str], rows: Iterable[Sequence[Any]], language: str) -> Iterator[str]:
    """The text in parts, a header first; the rows are asked for while it is read, so they may be many."""
    text = io.StringIO(BYTE_ORDER_MARK)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=SEPARATOR.get(language, ","))
    writer.writerow([csv_cell(one, language) for one in titles])
    for row in rows:
        writer.writerow([csv_cell(value, language) for value in row])
        if text.tell() > PART:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def csv_cell(value: Any, language: str) -> str:
    """A value as a cell: what has none is empty, a number has the reader's decimal sign, a text starts no formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", "," if language in SEPARATOR else ".")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
