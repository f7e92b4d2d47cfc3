"""A client's report as CSV: every half hour in which anybody called, with every count; shares from 0 to 1."""

from ivr.reports.client_report import ClientReport
from ivr.reports.client_tables import half_hours
from ivr.reports.client_words import Words
from ivr.reports.csv_text import csv_parts

DIGITS = 4


def client_csv(report: ClientReport, words: Words) -> bytes:
    """The half hours as a file."""
    table = half_hours(report, words)
    rows = ([_rounded(cell.value) for cell in row] for row in table.rows)
    return "".join(csv_parts(table.columns, rows, words.language)).encode()


def _rounded(value: object) -> object:
    return round(value, DIGITS) if isinstance(value, float) else value
