"""Rows written as they are made: a long report begins at once, and needs no more memory than a short one."""

from collections.abc import Iterable
from typing import Any

import typer

from ivr.cli.report_options import Format
from ivr.reports.tables import as_csv, as_json, as_table

Rows = Iterable[dict[str, Any]]


def write_rows(rows: Rows, written: Format, empty: str = "") -> None:
    """Rows as CSV or JSON one by one, or as one table; `empty` stands for a table of none."""
    if written is Format.CSV:
        for number, row in enumerate(rows):
            text = as_csv([row])
            typer.echo(text if number == 0 else text.split("\r\n", 1)[1], nl=False)
    elif written is Format.JSON:
        count = 0
        for row in rows:
            typer.echo(("[\n" if count == 0 else ",\n") + as_json([row])[2:-2], nl=False)
            count += 1
        typer.echo("\n]" if count else "[]")
    else:
        typer.echo(as_table(list(rows)) or empty)
