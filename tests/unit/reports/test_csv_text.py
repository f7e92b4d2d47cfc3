"""CSV for spreadsheets of a country."""

from datetime import date, time

import pytest

from ivr.reports.csv_text import PART, csv_cell, csv_parts


@pytest.mark.parametrize("evil", ["=1+1", "+36201234567", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_text_is_a_formula(evil: str) -> None:
    assert csv_cell(evil, "en") == f"'{evil}"


def test_values_are_written_as_the_country_reads_them() -> None:
    values = (-2, 1.5, None, date(2026, 10, 5), time(9))

    assert [csv_cell(one, "hu") for one in values] == ["-2", "1,5", "", "2026-10-05", "09:00"]
    assert csv_cell(1.5, "en") == "1.5"


def test_long_ones_come_in_parts() -> None:
    parts = list(csv_parts(["a"], (["x" * 1000] for _ in range(200)), "en"))

    assert len(parts) > 1
    assert max(map(len, parts)) < PART + 2000
