"""A table on paper."""

from reportlab.platypus import LongTable

from ivr.printing.fonts import register
from ivr.printing.paper_table import table_on_paper
from ivr.reports.client_tables import client_tables
from ivr.reports.client_words import Words

WORDS = Words("en")


def test_its_head_comes_again_on_each_page(made_report, made_quarter) -> None:
    register()
    report = made_report(*(made_quarter(f"2026-10-{day:02d}T09:00+02:00") for day in range(1, 20)))
    table = max(client_tables(report, WORDS), key=lambda one: len(one.rows))
    grid = next(part for part in table_on_paper(table, WORDS) if isinstance(part, LongTable))

    width, height = grid.wrap(500, 100)
    first, rest = grid.split(500, height / 2)
    assert first._cellvalues[0] == rest._cellvalues[0]
    assert width < 600
