"""A client's report on paper: A4, headline figures first, then charts, then every table, each page with its head."""

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as Grid

from ivr.printing.charts import Bar, HeatMap, HeatRow, LevelChart
from ivr.printing.fonts import BOLD, register
from ivr.printing.look import (
    BODY,
    MARGIN,
    MOODS,
    PAGE,
    PALE,
    SMALL,
    TITLE,
    UNDER,
    WIDTH,
)
from ivr.printing.numbered import numbered
from ivr.printing.paper_table import table_on_paper, title
from ivr.reports.client_figures import Figure, completeness, headline
from ivr.reports.client_report import ClientReport
from ivr.reports.client_tables import Cell, Kind, client_tables, level_of, shown
from ivr.reports.client_words import Words
from ivr.reports.fractions import of_counts

TILES = ("service_level", "abandon_rate", "offered", "answered", "asa_s", "p90_wait_s", "longest_wait_s", "kept_share")
ACROSS = 4
DRAWN = {"heat"}  # as a chart, not as a table
USUAL_GOAL = 0.8


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
    document.build(list(_story(report, words)), canvasmaker=numbered(report, words))
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
    yield KeepTogether([title(words.say("Service level and calls by day")), _days(report, words), _legend(words)])
    yield title(words.say("What these figures rest on"))
    for sentence in completeness(report, words):
        yield Paragraph(escape(sentence), BODY)
    if report.clocks:
        yield from _clocks(report, words)
    for table in client_tables(report, words):
        if table.id not in DRAWN:
            yield from table_on_paper(table, words)


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
    bars = [
        Bar(str(day.day), counts.offered, of_counts("service_level", counts)) for day, counts in report.by_day.items()
    ]
    return LevelChart(bars, _goal(report), _goal_said(report, words))


def _clocks(report: ClientReport, words: Words) -> Iterator[Flowable]:
    bars = [
        Bar(words.clock(clock), counts.offered, of_counts("service_level", counts))
        for clock, counts in report.by_clock.items()
    ]
    chart = LevelChart(bars, _goal(report), _goal_said(report, words))
    rows = [
        HeatRow(words.day(day), tuple(level_of(report, day, clock) for clock in report.clocks)) for day in report.by_day
    ]
    heads = [words.clock(clock) for clock in report.clocks]
    heat = HeatMap(heads, rows, _goal(report) or USUAL_GOAL)
    note = Paragraph(words.say("Light is good, dark is below the goal; empty: nobody called."), SMALL)
    yield KeepTogether([title(words.say("Service level and calls by half hour of the day")), chart, _legend(words)])
    yield KeepTogether([title(words.say("Service level by day and half hour")), heat, note])


def _legend(words: Words) -> Paragraph:
    return Paragraph(words.say("Line: service level, red below the goal. Bars: calls, their number below."), SMALL)


def _goal(report: ClientReport) -> float | None:
    return None if report.goal_percent is None else report.goal_percent / 100


def _goal_said(report: ClientReport, words: Words) -> str:
    return "" if report.goal_percent is None else words.say("Goal %(goal)d %%", goal=report.goal_percent)
