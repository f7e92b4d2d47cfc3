"""`report client`: the figures, or the files."""

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.app import run
from ivr.store import projects
from ivr.store.projects import Project


@pytest.fixture(autouse=True)
def clinic(tmp_path, monkeypatch, fresh) -> None:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    database = fresh(first_settings(tmp_path, tmp_path, "local", {}).database_url)
    with database.write() as connection:
        projects.create(connection, Project("", "Clinic", "Clinic Ltd"))
    database.close()


def test_the_figures_are_said_with_their_rules(capsys) -> None:
    assert run(["report", "client", "clinic", "--month", "2026-10", "--language", "hu"]) == 0
    printed = capsys.readouterr().out

    assert "Clinic · Clinic Ltd · 2026. október" in printed
    assert "Kiszolgálási szint" in printed


def test_files_are_written(tmp_path, capsys) -> None:
    paper, book = tmp_path / "m.pdf", tmp_path / "m.xlsx"
    assert run(["report", "client", "clinic", "--week", "2026-W46", "--pdf", str(paper), "--xlsx", str(book)]) == 0

    assert (paper.read_bytes()[:4], book.read_bytes()[:2]) == (b"%PDF", b"PK")
    assert run(["report", "client", "clinic", "--csv"]) == 0
    assert capsys.readouterr().out.startswith("\ufeffDay,From,Calls")


@pytest.mark.parametrize(
    ("more", "words"),
    [(["nowhere"], "there are clinic"), (["clinic", "--month", "x"], "2026-W46"),
     (["clinic", "--language", "xx"], "en"), (["clinic", "--month", "2026-10", "--week", "2026-W46"], "choose one")],
)  # fmt: skip
def test_what_cannot_be_told_says_what_to_do(more: list[str], words: str, capsys) -> None:
    assert run(["report", "client", *more]) == 1
    assert words in capsys.readouterr().err
