"""A client's report as a workbook: a sheet for each table, numbers as numbers, no text that would be calculated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ivr.reports.client_figures import completeness
from ivr.reports.client_report import ClientReport
from ivr.reports.client_tables import Cell, Kind, Table, client_tables, half_hours
from ivr.reports.client_words import Words

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
FORMATS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"text_wrap": True, "valign": "top"},
    Kind.COUNT: {"num_format": "#,##0", "valign": "top"},
    Kind.SHARE: {"num_format": "0.0%", "valign": "top"},
    Kind.SECONDS: {"valign": "top"},  # its unit is in the reader's language
    Kind.DAY: {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
    Kind.CLOCK: {"num_format": "hh:mm", "align": "left", "valign": "top"},
}
NUMBERS = frozenset({Kind.COUNT, Kind.SHARE, Kind.SECONDS})
TOTAL = {"bold": True, "top": 1}
NARROW, WIDE, WIDEST = 12, 30, 70
LONG_TEXT = 34
MOST_NAME = 31  # of a sheet


def client_workbook(report: ClientReport, words: Words) -> bytes:
    """The report as an XLSX file; lengths of time are seconds."""
    file = BytesIO()
    book = Workbook(file, SAFE)
    book.set_properties({"title": f"{report.asking.name}, {words.period(report.asking.period)}"})
    book.set_calc_mode("auto")
    look = _look(book, words)
    _cover(book, report, words)
    for table in (*client_tables(report, words), half_hours(report, words)):
        _paged(_sheet(book, table, look), report, words)
    book.close()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class Look:
    """The formats of one workbook: by kind, the same for the total's row, and heads of columns of text and numbers."""

    plain: Mapping[Kind, Format]
    total: Mapping[Kind, Format]
    heads: Mapping[bool, Format]  # whether of numbers
    total_said: str


def _look(book: Workbook, words: Words) -> Look:
    seconds = {"num_format": f'0.0" {words.say("s")}"'}
    shapes = FORMATS | {Kind.SECONDS: FORMATS[Kind.SECONDS] | seconds}
    head = {"bold": True, "bg_color": "#F3F6F8", "bottom": 1, "text_wrap": True, "valign": "top"}
    return Look(
        {kind: book.add_format(shape) for kind, shape in shapes.items()},
        {kind: book.add_format(shape | TOTAL) for kind, shape in shapes.items()},
        {False: book.add_format(head), True: book.add_format(head | {"align": "right"})},
        words.say("Total"),
    )


def _paged(sheet: Worksheet, report: ClientReport, words: Words) -> None:
    """What stands on each page when it is printed."""
    asking = report.asking
    names = f"{asking.name} · {asking.client}".replace("&", "&&")
    sheet.set_header(f"&L{names}&R{words.period(asking.period)}")
    sheet.set_footer("&L&A&R" + words.say("Page %(page)s of %(pages)s", page="&P", pages="&N"))


def _cover(book: Workbook, report: ClientReport, words: Words) -> None:
    sheet, asking = book.add_worksheet(words.say("Report")), report.asking
    sheet.set_column(0, 0, WIDEST + WIDE, book.add_format({"text_wrap": True}))
    made = words.say("Made %(moment)s", moment=words.minute(asking.now.astimezone(asking.zone)))
    client = words.say("Report for %(client)s", client=asking.client)
    lines = [asking.name, words.period(asking.period), client, made, "", *completeness(report, words)]
    lines.append(words.say("Lengths of time are in seconds."))
    sheet.write_string(0, 0, lines[0], book.add_format({"bold": True, "font_size": 16}))
    for row, line in enumerate(lines[1:], start=1):
        sheet.write_string(row, 0, line)


def _sheet(book: Workbook, table: Table, look: Look) -> Worksheet:
    sheet = book.add_worksheet(_name(table.title))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for place, name in enumerate(table.columns):
        is_number = bool(table.rows) and table.rows[0][place].kind in NUMBERS
        sheet.write_string(0, place, name, look.heads[is_number])
        sheet.set_column(place, place, _width(table, place))
    for number, row in enumerate(table.rows, start=1):
        is_total = number == len(table.rows) and row[0] == Cell(look.total_said, Kind.TEXT)
        for place, cell in enumerate(row):
            _write(sheet, number, place, cell, (look.total if is_total else look.plain)[cell.kind])
    if table.note:
        sheet.write_string(len(table.rows) + 2, 0, table.note)
    return sheet


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, shape: Format) -> None:
    if cell.value is None:
        sheet.write_blank(row, column, None, shape)
    elif cell.kind is Kind.TEXT:
        sheet.write_string(row, column, str(cell.value), shape)
    elif cell.kind is Kind.DAY:
        sheet.write_datetime(row, column, datetime.combine(cell.value, time()), shape)
    elif cell.kind is Kind.CLOCK:
        sheet.write_datetime(row, column, cell.value, shape)
    else:
        sheet.write_number(row, column, cell.value, shape)


def _width(table: Table, place: int) -> int:
    longest = max((len(str(row[place].value)) for row in table.rows if row[place].kind is Kind.TEXT), default=0)
    return WIDEST if longest > LONG_TEXT else WIDE if longest > NARROW else NARROW


def _name(title: str) -> str:
    allowed = "".join("-" if letter in "[]:*?/\\" else letter for letter in title)
    return allowed if len(allowed) <= MOST_NAME else allowed[: MOST_NAME + 1].rpartition(" ")[0] or allowed[:MOST_NAME]
