"""The verb that erases a person."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from typer.testing import CliRunner

from ivr.bringup.configuration import first_settings
from ivr.cli import app as verbs
from ivr.config import Settings, save_settings
from ivr.store.database import Database
from ivr.store.messages import messages
from ivr.store.migration import migrate

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NUMBER = "+36301234567"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local", {})
    monkeypatch.setenv("IVR_HOME", str(settings.home))
    database = Database(settings.database_url)
    migrate(database)
    with database.write() as connection:
        row = {"id": "m", "call_id": "c", "box": "desk", "left_at": NOON, "seconds": 3.0, "caller_id": NUMBER}
        connection.execute(insert(messages).values(row | {"note": "call back"}))
    database.close()
    sound = settings.home / "messages" / "desk" / "m.wav"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"sound")
    return settings


def test_the_messages_of_the_person_are_deleted(home: Settings) -> None:
    done = CliRunner().invoke(verbs.app, ["erase-person", "06 30 123 4567", "--yes"])
    assert done.exit_code == 0, done.output
    assert "1 messages" in done.output
    assert not (home.home / "messages" / "desk" / "m.wav").exists()
    database = Database(home.database_url)
    with database.read() as connection:
        assert connection.execute(select(messages.c.caller_id)).scalar_one().startswith("erased-")
    database.close()


def test_without_a_yes_nothing_is_done(home: Settings) -> None:
    done = CliRunner().invoke(verbs.app, ["erase-person", NUMBER], input="n\n")
    assert done.exit_code != 0
    assert (home.home / "messages" / "desk" / "m.wav").exists()


def test_what_is_no_number_is_refused(home: Settings) -> None:
    assert verbs.run(["erase-person", "nobody", "--yes"]) == 1


def test_without_a_secret_it_says_what_to_do(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    save_settings(replace(home, erasure_secret=""))
    assert verbs.run(["erase-person", NUMBER, "--yes"]) == 1
    assert "ivr up" in capsys.readouterr().err
