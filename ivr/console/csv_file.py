"""Tables as CSV files that a spreadsheet of the reader's country opens as they are, and never executes."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import Response

from ivr.console.catalogue import language, viewers_zone
from ivr.console.table import Listing

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read UTF-8 as something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATOR = {"hu": ";"}  # where the comma stands in numbers


def csv_answer(name: str, head: Sequence[object], rows: Iterable[Sequence[Any]]) -> Response:
    """A file to save."""
    tongue = language()
    text = io.StringIO()
    writer = csv.writer(text, delimiter=SEPARATOR.get(tongue, ","))
    writer.writerow([_cell(str(one), tongue) for one in head])
    writer.writerows([_cell(value, tongue) for value in row] for row in rows)
    answer = Response(BYTE_ORDER_MARK + text.getvalue(), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer


def listing_csv(name: str, listing: Listing[Any]) -> Response:
    """All matching rows of a table."""
    shown = listing.columns
    return csv_answer(
        name, [one.label for one in shown], ([one.value(row) for one in shown] for row in listing.matching)
    )


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
