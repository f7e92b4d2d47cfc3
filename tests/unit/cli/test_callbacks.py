"""`callbacks` on the command line: list, add, cancel; each change with its line in the audit."""

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.app import run
from ivr.store import audit, callbacks
from ivr.store.centre import Centre, Entry, Queue, Skill, save_centre


@pytest.fixture
def database(tmp_path, monkeypatch, fresh):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    opened = fresh(first_settings(tmp_path, tmp_path, "local", {}).database_url)
    centre = Centre(
        skills=(Skill("nurse", "Nurse"),),
        queues=(Queue("nurse", "Nurse", "nurse"),),
        entries=(Entry("100", "menu:main"),),
        settings={"languages": ["hu", "en"], "timezone": "Europe/Budapest"},
    )
    with opened.write() as connection:
        save_centre(connection, centre)
    yield opened
    opened.close()


def said(capsys, *words: str) -> str:
    assert run(["callbacks", *words]) == 0
    return capsys.readouterr().out.strip()


def test_one_is_added_listed_and_cancelled(database, capsys) -> None:
    made = said(capsys, "add", "--to", "06301234567", "--queue", "nurse")
    line = said(capsys, "list")
    assert all(word in line for word in (made, "+36301234567", "nurse", "waiting", "attempts 0"))
    said(capsys, "cancel", made)
    assert "cancelled" in said(capsys, "list")
    with database.read() as connection:
        verbs = [row.entry.verb for row in audit.search(connection, audit.AuditSearch())]
        assert callbacks.load(connection, made).language == "hu"
    assert verbs == ["cancel callback", "add callback"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["add", "--to", "+12125550123", "--queue", "nurse"], "allowed destinations: HU"),
        (["add", "--to", "06301234567", "--queue", "desk"], "'desk' is no queue in use; those are: nurse"),
        (["add", "--to", "06301234567", "--queue", "nurse", "--at", "2020-01-01T10:00+01:00"], "is over"),
        (["add", "--to", "06301234567", "--queue", "nurse", "--at", "soon"], "is not a time"),
        (["add", "--to", "06301234567", "--queue", "nurse", "--at", "2099-01-01T10:00"], "needs an offset"),
        (["cancel", "nothing"], "This callback is gone"),
    ],
)
def test_what_cannot_be_done_is_said(database, capsys, words, complaint) -> None:
    assert run(["callbacks", *words]) == 1
    assert complaint in capsys.readouterr().err
