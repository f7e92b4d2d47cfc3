"""`report service-level`, counted by the rules of the time or anew."""

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
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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
    return tmp_path


def said(*words: str) -> str:
    answer = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


@pytest.mark.parametrize(("interval", "rows"), [("30m", 48), ("day", 1), ("month", 1)])
def test_each_interval_has_a_row_without_values_when_nobody_joined(interval: str, rows: int) -> None:
    found = json.loads(said("service-level", *RANGE, "--interval", interval, "--format", "json"))
    assert (len(found), {row["service_level"] for row in found}) == (rows, {None})


def test_all_variants_stand_side_by_side_when_asked_for() -> None:
    (row,) = json.loads(said("service-level", *RANGE, "--interval", "day", "--variants", "--format", "json"))
    assert {f"service_level_v{number}" for number in range(1, 8)} <= set(row)


def test_counting_anew_says_so() -> None:
    assert "counted anew, by today's thresholds" in said("service-level", *RANGE, "--rule", "today")
    (row,) = json.loads(said("service-level", *RANGE, "--interval", "day", "--within", "33", "--format", "json"))
    assert (row["threshold_s"], row["counted"]) == (33, "anew, by the thresholds asked for")


def test_a_passport_is_said_in_sentences_and_an_unknown_figure_refused() -> None:
    assert "Service level = answered within T / (answered + abandoned)" in said("passport", "service_level", *RANGE)
    assert "no figure is called 'luck'" in str(CliRunner().invoke(app, ["passport", "luck"]).exception)
    assert "the days are 1, 3, 7 or 30" in str(CliRunner().invoke(app, ["queues", "--days", "2"]).exception)
