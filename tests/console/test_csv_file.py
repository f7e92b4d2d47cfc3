"""Tables for spreadsheets."""

import csv
import io
from datetime import UTC, datetime
from itertools import count

import pytest
from flask import Flask

from ivr.console.csv_file import csv_answer


def cells(app: Flask, *row: object, language: str = "en") -> list[str]:
    with app.test_request_context(headers={"Accept-Language": language}):
        text = csv_answer("x", ["a"], [row]).get_data(as_text=True)
    separator = ";" if language == "hu" else ","
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))[1]


@pytest.mark.parametrize("evil", ["=1+1", "+36201234567", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_text_is_a_formula(app: Flask, evil: str) -> None:
    assert cells(app, evil) == [f"'{evil}"]


def test_numbers_stay_numbers(app: Flask) -> None:
    assert cells(app, -2, 1.5, None) == ["-2", "1.5", ""]


def test_a_hungarian_spreadsheet_finds_its_own_separator_and_comma(app: Flask) -> None:
    assert cells(app, 1.5, "a;b", language="hu") == ["1,5", "a;b"]


def test_moments_are_in_the_readers_zone(app: Flask) -> None:
    assert cells(app, datetime(2026, 11, 23, 9, tzinfo=UTC)) == ["2026-11-23 10:00:00"]


def test_quotes_and_lines_survive(app: Flask) -> None:
    assert cells(app, 'say "no"\nnow, please') == ['say "no"\nnow, please']


def test_rows_are_asked_for_while_the_file_is_sent(app: Flask) -> None:
    with app.test_request_context():
        endless = csv_answer("x", ["a"], (["cell"] for _ in count()))
        assert next(iter(endless.response)).startswith("\ufeffa\r\ncell\r\n")
