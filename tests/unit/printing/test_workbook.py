"""The report as a workbook, opened by another program than wrote it."""

from datetime import datetime, time
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ivr.printing.workbook import client_workbook
from ivr.reports.client_report import ProjectQueue
from ivr.reports.client_words import Words


@pytest.fixture
def book(made_report, made_quarter):
    queues = (ProjectQueue("reception", "=1+1", 20, 5, 80),)
    report = made_report(made_quarter("2026-10-05T09:00+02:00"), queues=queues, name='=HYPERLINK("http://x")')
    return load_workbook(BytesIO(client_workbook(report, Words("en"))))


def test_each_table_is_a_sheet_with_its_head_kept_in_sight(book) -> None:
    assert book.sheetnames[:3] == ["Report", "Figures", "By day"]
    assert {sheet.freeze_panes for sheet in book.worksheets[1:]} == {"B2"}


def test_numbers_are_numbers_and_shares_percentages(book) -> None:
    row = next(row for row in book["By day"].iter_rows() if row[0].value == datetime(2026, 10, 5))

    assert [(cell.value, cell.data_type, cell.number_format) for cell in row[1:2]] == [(10, "n", "#,##0")]
    assert row[4].value == pytest.approx(7 / 9)
    assert row[4].number_format == "0.0%"


def test_a_day_without_calls_has_an_empty_level(book) -> None:
    row = next(row for row in book["By day"].iter_rows() if row[0].value == datetime(2026, 10, 6))

    assert (row[1].value, row[4].value) == (0, None)


def test_no_text_is_calculated(book) -> None:
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}

    assert "f" not in kinds
    assert book["By queue"]["A2"].value == "=1+1"


def test_the_half_hours_are_there_one_by_one(book) -> None:
    assert book["Half hours"]["B2"].value == time(9)


def test_each_printed_page_is_headed_and_numbered_and_lengths_have_their_unit(book) -> None:
    sheet = book["By day"]

    assert (sheet.oddHeader.left.text, sheet.oddHeader.right.text) == (
        "=HYPERLINK(\"http://x\") · Clinic Ltd", "October 2026",
    )  # fmt: skip
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet["I2"].number_format == '0.0" s"'


def test_the_total_is_bold_and_long_names_end_with_a_word(book) -> None:
    last = [row for row in book["By day"].iter_rows(max_col=2) if row[0].value][-2]

    assert (last[0].value, last[0].font.b, last[1].font.b) == ("Total", True, True)
    assert "Service level by day and half" in book.sheetnames
