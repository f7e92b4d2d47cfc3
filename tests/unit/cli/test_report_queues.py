"""`report queues` on an empty day and with rows."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ivr.cli.report import app
from ivr.config import Settings, save_settings
from ivr.store.centre import Centre, Queue, Skill, save_centre
from ivr.store.database import Database
from ivr.store.migration import migrate

RANGE = ("--from", "2026-07-01", "--to", "2026-07-01")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    settings = Settings(
        home=tmp_path, cache=tmp_path, asterisk="local", sip_port=1, ami_port=2, agi_port=3, console_port=4,
        far_end_sip_port=5, far_end_ami_port=6, rtp_first=7, rtp_last=8, ami_secret="a", ami_check_secret="b",
        far_end_secret="c", console_secret="d", database_url=f"sqlite:///{tmp_path}/ivr.sqlite",
    )  # fmt: skip
    save_settings(settings)
    database = Database(settings.database_url)
    migrate(database)
    with database.write() as connection:
        queues = (Queue("nurse", "Nurse", "nurse"),)
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=queues))
    database.close()


def said(*words: str) -> str:
    return CliRunner().invoke(app, ["queues", *RANGE, *words], catch_exceptions=False).stdout


def test_a_day_without_calls_says_so() -> None:
    assert "service_level_v7" in said()


def test_for_programs_there_is_json() -> None:
    assert [row.get("offered", 0) for row in json.loads(said("--format", "json"))] == [0]
