"""The report on paper."""

import re
from datetime import UTC, datetime

from ivr.printing.pdf import client_pdf
from ivr.reports.client_words import Words

HUNGARIAN = Words("hu")


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_a_month_is_a_few_pages_with_its_letters_in_it(made_report, made_quarter) -> None:
    report = made_report(*(made_quarter(f"2026-10-{day:02d}T09:00+02:00") for day in range(1, 20)))
    pdf = client_pdf(report, HUNGARIAN)

    assert pdf.startswith(b"%PDF-1.")
    assert 3 <= pages(pdf) <= 6
    assert pdf.count(b"/FontFile2") == 2
    assert len(pdf) < 150_000


def test_the_same_report_gives_the_same_paper(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-05T09:00+02:00"))

    assert client_pdf(report, HUNGARIAN) == client_pdf(report, HUNGARIAN)


def test_a_period_without_calls_is_told_too(made_report) -> None:
    assert pages(client_pdf(made_report(), HUNGARIAN)) >= 1


def test_names_cannot_become_markup(made_report, made_quarter) -> None:
    evil = "<font size=99>& </para> <img src='file:///etc/passwd'/>"
    at = datetime(2026, 10, 14, tzinfo=UTC)
    report = made_report(made_quarter("2026-10-05T09:00+02:00"), name=evil, client=evil, blind=[(at, None)])

    assert client_pdf(report, HUNGARIAN).startswith(b"%PDF")
