"""A table of a client's report on paper: its title, columns as wide as what they hold, its head again on each page."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Paragraph, Spacer, TableStyle

from ivr.printing.fonts import BOLD, PLAIN
from ivr.printing.look import CELL, CELL_HEAD, CELL_HEAD_RIGHT, HEAD, LINE, PALE, SMALL, SOFT, WIDTH
from ivr.reports.client_tables import Cell, Kind, Table, shown
from ivr.reports.client_words import Words

WIDE_TEXT = {"summary": (0.19, 0.11, 0.11, 0.59), "formulas": (0.1, 0.54, 0.14, 0.11, 0.11), "promises": (0.6, 0.4)}
WEIGHTS = {Kind.SHARE: 1.15, Kind.SECONDS: 1.2}
PADDING = 8.5  # of a cell, both sides


def table_on_paper(table: Table, words: Words) -> Iterator[Flowable]:
    """The table with its title and note; nothing when it has no rows."""
    if not table.rows:
        return
    yield CondPageBreak(32 * mm)  # a title, the head and a few rows stay together
    yield title(table.title)
    share = WIDE_TEXT.get(table.id)
    widths = [WIDTH * part for part in share] if share else _widths(table)
    rows: list[list[Any]] = [_heads(table, widths)]
    rows += [[_cell(cell, words, is_bold=_is_total(row, words)) for cell in row] for row in table.rows]
    grid = LongTable(rows, colWidths=widths, repeatRows=1)
    grid.setStyle(TableStyle(_lines(table, words)))
    yield grid
    if table.note:
        yield Spacer(0, 1.5 * mm)
        yield Paragraph(escape(table.note), SMALL)


def _heads(table: Table, widths: list[float]) -> list[Paragraph]:
    words = [(word, width) for name, width in zip(table.columns, widths, strict=True) for word in name.split()]
    fits = min((width - PADDING) / stringWidth(word, BOLD, 1) for word, width in words)  # no word is broken
    style = {"fontSize": min(CELL_HEAD.fontSize, fits), "leading": CELL_HEAD.leading}
    left, right = ParagraphStyle("left", CELL_HEAD, **style), ParagraphStyle("right", CELL_HEAD_RIGHT, **style)
    return [
        Paragraph(escape(name), right if _is_number(table, place) else left) for place, name in enumerate(table.columns)
    ]


def _is_number(table: Table, place: int) -> bool:
    return place > 0 and table.rows[0][place].kind in {Kind.COUNT, Kind.SHARE, Kind.SECONDS}


def _widths(table: Table) -> list[float]:
    kinds = [cell.kind for cell in table.rows[0]]
    fixed = [26 * mm, *(11 * mm if kind is Kind.CLOCK else 0 for kind in kinds[1:])]
    shares = [0 if width else WEIGHTS.get(kind, 1) for width, kind in zip(fixed, kinds, strict=True)]
    unit = (WIDTH - sum(fixed)) / sum(shares)
    return [width or share * unit for width, share in zip(fixed, shares, strict=True)]


def _is_total(row: Sequence[Cell], words: Words) -> bool:
    return bool(row[0] == Cell(words.say("Total"), Kind.TEXT))


def _cell(cell: Cell, words: Words, *, is_bold: bool) -> Any:
    text = shown(cell, words)
    style = ParagraphStyle("total", CELL, fontName=BOLD) if is_bold else CELL
    return Paragraph(escape(text), style) if cell.kind in {Kind.TEXT, Kind.DAY} else text


def _lines(table: Table, words: Words) -> list[tuple[Any, ...]]:
    lines: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), PLAIN, CELL.fontSize),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, SOFT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, LINE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ]
    lines += [
        ("ALIGN", (place, 0), (place, -1), "RIGHT") for place in range(len(table.columns)) if _is_number(table, place)
    ]
    if _is_total(table.rows[-1], words):
        lines += [("FONT", (0, -1), (-1, -1), BOLD, CELL.fontSize), ("BACKGROUND", (0, -1), (-1, -1), PALE)]
    return lines


def title(text: str) -> Paragraph:
    """The heading of a part."""
    return Paragraph(escape(text), HEAD)
