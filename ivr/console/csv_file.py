"""Tables as CSV files that a spreadsheet of the reader's country opens as they are, and never executes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import Response, stream_with_context

from ivr.console.catalogue import language, viewers_zone
from ivr.console.table import Listing

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read UTF-8 as something else
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # some read wide signs too
PART = 64 * 1024  # characters sent at once
SEPARATOR = {"hu": ";"}  # where the comma stands in numbers


def csv_answer(name: str, head: Sequence[object], rows: Iterable[Sequence[Any]]) -> Response:
    """A file to save; the rows are asked for while it is sent, so they may be many."""
    titles = [str(one) for one in head]
    answer = Response(stream_with_context(_parts(titles, rows, language())), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer


def listing_csv(name: str, listing: Listing[Any]) -> Response:
    """All matching rows of a table."""
    shown = listing.columns
    return csv_answer(
        name, [one.label for one in shown], ([one.value(row) for one in shown] for row in listing.matching)
    )


def _parts(titles: Sequence[str], rows: Iterable[Sequence[Any]], tongue: str) -> Iterator[str]:
    text = io.StringIO(BYTE_ORDER_MARK)
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text, delimiter=SEPARATOR.get(tongue, ","))
    writer.writerow([_cell(one, tongue) for one in titles])
    for row in rows:
        writer.writerow([_cell(value, tongue) for value in row])
        if text.tell() > PART:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def _cell(value: Any, tongue: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", "," if tongue in SEPARATOR else ".")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(viewers_zone()):%Y-%m-%d %H:%M:%S}"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
