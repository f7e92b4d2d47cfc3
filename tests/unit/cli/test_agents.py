"""`agents`: listed, made, taken out of use, given another secret."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.app import run
from ivr.store.centre import Centre, Skill, save_centre
from ivr.store.database import Database
from ivr.store.levels import ending


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch, fresh):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    settings = first_settings(tmp_path, tmp_path, "local", {})
    database = fresh(settings.database_url)
    with database.write() as connection:
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),)))
    database.close()
    return settings


def said(capsys, *words):
    code = run(["agents", *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_a_new_agent_is_said_with_what_his_phone_needs(capsys, settings):
    code, out, _ = said(capsys, "add", "Béla", "--extension", "202", "--skill", "nurse=7")

    assert code == 0
    assert out.startswith(f"sip:agent-bela@{settings.sip_host}:{settings.sip_port}\n")
    assert "Password: " in out
    assert said(capsys, "list")[1].split() == ["agent-bela", "202", "-", "Béla:", "nurse", "7"]


def test_an_agent_out_of_use_is_listed_only_when_all_are_asked_for(capsys):
    said(capsys, "add", "Béla", "--extension", "202")

    assert said(capsys, "deactivate", "agent-bela")[0] == 0
    assert said(capsys, "list")[1] == ""
    assert "not active" in said(capsys, "list", "--all")[1]


def test_a_rotated_phone_has_another_secret(capsys):
    first = said(capsys, "add", "Béla", "--extension", "202")[1]
    code, second, _ = said(capsys, "rotate-phone", "agent-bela")

    assert (code, first.splitlines()[0]) == (0, second.splitlines()[0])
    assert first != second


def test_a_level_is_set_until_the_end_of_a_day_and_taken(capsys, settings):
    said(capsys, "add", "Béla", "--extension", "202")

    assert said(capsys, "level", "agent-bela", "nurse", "7", "--until", "2027-01-31")[0] == 0
    with closing(Database(settings.database_url)) as database, database.read() as connection:
        assert ending(connection)[0].expires_at == datetime(2027, 1, 31, 23, 0, tzinfo=UTC)  # midnight in Budapest
    said(capsys, "level", "agent-bela", "nurse", "none")
    assert said(capsys, "list")[1].endswith("Béla: no skill\n")


def test_a_day_that_is_none_is_said(capsys):
    code, _, err = said(capsys, "level", "agent-bela", "nurse", "7", "--until", "soon")
    assert (code, "'soon' is no day" in err) == (1, True)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--extension", "x"), "key extension: Enter 2 to 15 digits"),
        (("--extension", "202", "--team", "day"), "key team: There is no active team day"),
        (("--extension", "202", "--skill", "nurse"), "'nurse' is no skill and level"),
        (("--extension", "202", "--skill", "pilot=3"), "key skill: There is no active skill pilot"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_field(capsys, words, error):
    code, _, err = said(capsys, "add", "Béla", *words)

    assert code == 1
    assert error in err
