"""The report as CSV."""

import csv
import io

from ivr.reports.client_csv import client_csv
from ivr.reports.client_words import Words


def test_each_half_hour_is_a_line_a_spreadsheet_of_the_country_reads(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-05T09:00+02:00"))
    text = client_csv(report, Words("hu")).decode()
    head, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")

    assert text.startswith("\ufeffNap;Ettől;Hívások")
    assert row[:6] == ["2026-10-05", "09:00", "10", "8", "7", "0,7778"]
    assert len(head) == len(row)


def test_what_has_no_value_is_empty(made_report, made_quarter) -> None:
    row = client_csv(made_report(made_quarter("2026-10-05T09:00+02:00")), Words("en")).decode().splitlines()[1]

    assert row.endswith(",0,")  # nobody was talked to to the end: no handle time
