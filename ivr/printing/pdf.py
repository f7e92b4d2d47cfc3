"""A client's report on paper: A4, headline figures first, then charts, then every table, each page with its head."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as Grid

from ivr.printing.charts import Bar, HeatMap, HeatRow, LevelChart
from ivr.printing.fonts import BOLD, PLAIN, register
from ivr.printing.look import (
    BODY,
    CELL,
    CELL_HEAD,
    CELL_HEAD_RIGHT,
    HEAD,
    LINE,
    MARGIN,
    MOODS,
    PAGE,
    PALE,
    SMALL,
    SOFT,
    TITLE,
    UNDER,
    WIDTH,
)
from ivr.reports.client_figures import Figure, completeness, headline
from ivr.reports.client_report import ClientReport
from ivr.reports.client_tables import Cell, Kind, Table, client_tables, level_of, shown
from ivr.reports.client_words import Words
from ivr.reports.service_level import service_level

TILES = ("service_level", "abandon_rate", "offered", "answered", "asa", "p90", "longest", "promises")
ACROSS = 4
DRAWN = {"heat"}  # as a chart, not as a table
WIDE_TEXT = {"summary": (0.19, 0.11, 0.11, 0.59), "formulas": (0.1, 0.54, 0.14, 0.11, 0.11), "promises": (0.6, 0.4)}
USUAL_GOAL = 0.8
WEIGHTS = {Kind.SHARE: 1.15, Kind.SECONDS: 1.2}
PADDING = 8.5  # of a cell, both sides


def client_pdf(report: ClientReport, words: Words) -> bytes:
    """The report as a PDF; the same report gives the same bytes."""
    register()
    file = BytesIO()
    document = BaseDocTemplate(
        file, pagesize=PAGE, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=24 * mm, bottomMargin=18 * mm,
        title=f"{report.asking.name}, {words.period(report.asking.period)}", author="", creator="ivr", invariant=1,
        lang=words.language,
    )  # fmt: skip
    frame = Frame(MARGIN, 18 * mm, WIDTH, PAGE[1] - 42 * mm, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    document.build(list(_story(report, words)), canvasmaker=_numbered(report, words))
    return file.getvalue()


def _story(report: ClientReport, words: Words) -> Iterator[Flowable]:
    asking = report.asking
    yield Paragraph(escape(asking.name), TITLE)
    yield Paragraph(escape(words.period(asking.period)), UNDER)
    yield Paragraph(escape(words.say("Report for %(client)s", client=asking.client)), UNDER)
    yield Spacer(0, 5 * mm)
    yield _tiles(headline(report, words), words)
    yield Spacer(0, 3 * mm)
    if not report.total.offered:
        yield Paragraph(words.say("No calls in this period."), BODY)
    yield KeepTogether([_title(words.say("Service level and calls by day")), _days(report, words)])
    yield _title(words.say("What these figures rest on"))
    for sentence in completeness(report, words):
        yield Paragraph(escape(sentence), BODY)
    if report.clocks:
        yield from _clocks(report, words)
    for table in client_tables(report, words):
        if table.id not in DRAWN:
            yield from _table(table, words)


def _tiles(figures: list[Figure], words: Words) -> Grid:
    known = {one.name: one for one in figures}
    tiles = [_tile(known[name], words) for name in TILES]
    grid = Grid([tiles[:ACROSS], tiles[ACROSS:]], colWidths=[WIDTH / ACROSS] * ACROSS)
    style = [
        ("BACKGROUND", (0, 0), (-1, -1), PALE),
        ("INNERGRID", (0, 0), (-1, -1), 4, "#ffffff"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]
    grid.setStyle(TableStyle(style))
    return grid


def _tile(figure: Figure, words: Words) -> list[Paragraph]:
    kind = Kind(figure.kind)
    colour = MOODS[figure.mood].hexval().replace("0x", "#")
    value = f'<font name="{BOLD}" size="15" color="{colour}">{escape(shown(Cell(figure.value, kind), words))}</font>'
    before = words.say("before %(value)s", value=shown(Cell(figure.before, kind), words))
    beside = before if figure.before is not None else ""
    return [
        Paragraph(escape(figure.label), SMALL),
        Paragraph(value, BODY, None),
        Spacer(0, 7),
        Paragraph(beside, SMALL),
    ]


def _days(report: ClientReport, words: Words) -> LevelChart:
    bars = [Bar(str(day.day), counts.offered, service_level(counts)) for day, counts in report.by_day.items()]
    return LevelChart(bars, _goal(report), _goal_said(report, words))


def _clocks(report: ClientReport, words: Words) -> Iterator[Flowable]:
    bars = [Bar(words.clock(clock), counts.offered, service_level(counts)) for clock, counts in report.by_clock.items()]
    chart = LevelChart(bars, _goal(report), _goal_said(report, words))
    rows = [
        HeatRow(words.day(day), tuple(level_of(report, day, clock) for clock in report.clocks)) for day in report.by_day
    ]
    heads = [words.clock(clock) for clock in report.clocks]
    heat = HeatMap(heads, rows, _goal(report) or USUAL_GOAL)
    note = Paragraph(words.say("Light is good, dark is below the goal; empty: nobody called."), SMALL)
    yield KeepTogether([_title(words.say("Service level and calls by half hour of the day")), chart])
    yield KeepTogether([_title(words.say("Service level by day and half hour")), heat, note])


def _table(table: Table, words: Words) -> Iterator[Flowable]:
    if not table.rows:
        return
    yield CondPageBreak(32 * mm)  # a title, the head and a few rows stay together
    yield _title(table.title)
    share = WIDE_TEXT.get(table.id)
    widths = [WIDTH * part for part in share] if share else _widths(table)
    rows: list[list[Any]] = [_heads(table, widths)]
    rows += [[_cell(cell, words) for cell in row] for row in table.rows]
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


def _cell(cell: Cell, words: Words) -> Any:
    text = shown(cell, words)
    return Paragraph(escape(text), CELL) if cell.kind in {Kind.TEXT, Kind.DAY} else text


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
    if table.rows[-1][0].value == words.say("Total"):
        lines += [("FONT", (0, -1), (-1, -1), BOLD, CELL.fontSize), ("BACKGROUND", (0, -1), (-1, -1), PALE)]
    return lines


def _title(text: str) -> Paragraph:
    return Paragraph(escape(text), HEAD)


def _goal(report: ClientReport) -> float | None:
    return None if report.goal_percent is None else report.goal_percent / 100


def _goal_said(report: ClientReport, words: Words) -> str:
    return "" if report.goal_percent is None else words.say("Goal %(goal)d %%", goal=report.goal_percent)


def _numbered(report: ClientReport, words: Words) -> type[Canvas]:
    asking = report.asking
    left = f"{asking.name} · {asking.client}"
    made = words.say("Made %(moment)s", moment=words.moment(asking.now.astimezone(asking.zone)))

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab is not typed
        """Writes head and foot when it is known how many pages there are."""

        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 — reportlab's own name
            """Keep the page until all are there."""
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Write every page with its number."""
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self._frame(words.say("Page %(page)d of %(pages)d", page=number, pages=len(self._pages)))
                super().showPage()
            super().save()

        def _frame(self, number: str) -> None:
            self.setStrokeColor(LINE)
            self.setLineWidth(0.5)
            self.setFillColor(SOFT)
            self.setFont(PLAIN, 7.5)
            top, foot = PAGE[1] - 14 * mm, 11 * mm
            self.drawString(MARGIN, top, left[:90])
            self.drawRightString(PAGE[0] - MARGIN, top, words.period(asking.period))
            self.line(MARGIN, top - 2.5 * mm, PAGE[0] - MARGIN, top - 2.5 * mm)
            self.drawString(MARGIN, foot, made)
            self.drawRightString(PAGE[0] - MARGIN, foot, number)

    return Numbered
