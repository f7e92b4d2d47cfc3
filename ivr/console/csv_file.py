"""Tables as CSV files that a spreadsheet of the reader's country opens as they are, and never executes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import Response, stream_with_context

from ivr.console.catalogue import language, viewers_zone
from ivr.console.table import Listing
from ivr.reports.csv_text import csv_parts


def csv_answer(name: str, head: Sequence[object], rows: Iterable[Sequence[Any]]) -> Response:
    """A file to save; the rows are asked for while it is sent, so they may be many."""
    ready = ([_ready(value) for value in row] for row in rows)
    parts = csv_parts([str(one) for one in head], ready, language())
    answer = Response(stream_with_context(parts), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer


def listing_csv(name: str, listing: Listing[Any]) -> Response:
    """All matching rows of a table."""
    shown = listing.columns
    return csv_answer(
        name, [one.label for one in shown], ([one.value(row) for one in shown] for row in listing.matching)
    )


def _ready(value: Any) -> Any:
    return f"{value.astimezone(viewers_zone()):%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else value
