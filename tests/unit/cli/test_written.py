"""Rows written one by one are the rows written at once."""

import csv
import io
import json

import pytest

from ivr.cli.report_options import Format
from ivr.cli.written import write_rows

ROWS = [{"queue": "=nurse", "aht_s": 1.25, "fcr": None}, {"queue": "billing\r\n2", "aht_s": 2.0, "fcr": 0.5}]


def test_csv_has_one_header_and_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(iter(ROWS), Format.CSV)
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [(row["queue"], row["fcr"]) for row in rows] == [("'=nurse", "-"), ("billing\r\n2", "0.5")]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], []])
def test_json_is_one_list(rows: list[dict[str, object]], capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(iter(rows), Format.JSON)
    assert json.loads(capsys.readouterr().out) == rows


def test_a_table_of_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(iter([]), Format.TABLE, "no queues")
    assert capsys.readouterr().out == "no queues\n"
