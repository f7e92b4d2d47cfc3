"""Rows are written safely: no formula for a spreadsheet, no control character for a terminal."""

import csv
import io
import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition
from ivr.reports.tables import as_csv, as_json, as_table

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROW = {
    "queue": "nurse",
    "start": NOON,
    "service_level": 0.81904,
    "asa_s": None,
    "offered": 3,
    "how": Disposition.SERVED,
}


def test_a_value_that_does_not_exist_is_null_in_json() -> None:
    (row,) = json.loads(as_json([ROW]))
    assert row["asa_s"] is None
    assert (row["start"], row["how"]) == ("2026-11-22T12:00:00+00:00", "served")


def test_csv_shows_a_dash_where_there_is_no_value() -> None:
    assert as_csv([ROW]).splitlines() == [
        "queue,start,service_level,asa_s,offered,how",
        "nurse,2026-11-22T12:00:00+00:00,0.819,-,3,served",
    ]


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = list(csv.reader(io.StringIO(as_csv([{"a": text}]), newline="")))[1:]
    assert all(not row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in cell if row)


def test_a_negative_number_stays_a_number() -> None:
    assert as_csv([{"a": -3}]) == "a\r\n-3\r\n"


def test_a_table_shows_percent_and_dashes() -> None:
    table = as_table([ROW])
    assert "81.9 %" in table
    assert table.splitlines()[1].split()[-3:] == ["-", "3", "served"]


def test_a_table_holds_no_control_character() -> None:
    assert "\x1b" not in as_table([{"a": "\x1b[31mred"}])


def test_no_rows_make_no_table() -> None:
    assert (as_table([]), as_csv([]), as_json([])) == ("", "", "[]")
