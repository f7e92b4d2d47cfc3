"""The mail of a report."""

from ivr.reports.client_letter import client_letter, file_name
from ivr.reports.client_words import Words


def test_it_says_what_matters_in_its_language(made_report, made_quarter) -> None:
    letter = client_letter(made_report(made_quarter("2026-10-05T09:00+02:00")), Words("hu"))

    assert letter.subject == "Demo clinic: jelentés, 2026. október"
    assert "Kiszolgálási szint: 77,8\u00a0%" in letter.text
    assert "Az időpontok időzónája: Europe/Budapest." in letter.text


def test_links_are_told_with_how_long_they_hold(made_report) -> None:
    letter = client_letter(made_report(), Words("en"), ["https://centre.example/shared/x"])

    assert "for 30 days:\nhttps://centre.example/shared/x\n" in letter.text


def test_a_file_is_named_after_project_and_period(made_report) -> None:
    assert file_name(made_report(), "pdf") == "clinic-2026-10.pdf"
