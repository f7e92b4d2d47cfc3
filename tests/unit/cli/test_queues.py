"""`queues`: listed with what is promised."""

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.app import run
from ivr.store.centre import Centre, Queue, Skill, save_centre


@pytest.fixture(autouse=True)
def centre(tmp_path, monkeypatch, fresh):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    database = fresh(first_settings(tmp_path, tmp_path, "local", {}).database_url)
    ward, old = Queue("ward", "Ward", "nurse", goal_percent=90), Queue("old", "Old", "nurse", active=False)
    with database.write() as connection:
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=(ward, old)))
    database.close()


def test_queues_in_use_are_listed_with_their_promise(capsys):
    assert run(["queues", "list"]) == 0
    assert capsys.readouterr().out.split() == ["ward", "nurse", "90", "%", "within", "20", "s", "-", "Ward"]


def test_all_queues_are_listed_when_asked_for(capsys):
    run(["queues", "list", "--all"])
    assert "Old  not active" in capsys.readouterr().out
