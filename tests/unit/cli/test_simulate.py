"""The verb `simulate`, as a person or a program uses it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner

from ivr.bringup.configuration import first_settings
from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import CallQueued, VisitEnded
from ivr.cli.simulate import main
from ivr.errors import IvrError
from ivr.hours.zone import zone
from ivr.store import call_events


def said(*words: str) -> str:
    app = Typer()
    app.command()(main)
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def answered(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said("--synthetic", "small", "--json", *words))
    return found


def test_a_centre_on_paper_needs_no_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IVR_HOME", str(tmp_path / "none"))

    assert "as it was, sla" in said("--synthetic", "small")


def test_every_option_is_part_of_the_question() -> None:
    asked = answered(
        *("--add-agent", "skill1=7,skill2=3", "--without", "agent0", "--level", "agent1:skill1=9"),
        *("--widening", "skill1=0:6 10:1", "--mode", "sla", "--strategy", "rrmemory", "--seed", "5", "--seeds", "2"),
    )["question"]

    assert (asked["added"], asked["without"]) == ([{"skill1": 7, "skill2": 3}], ["agent0"])
    assert asked["retrained"] == [{"agent": "agent1", "skill": "skill1", "level": 9}]
    assert asked["widened"] == [{"skill": "skill1", "steps": "0:6 10:1"}]
    assert (asked["mode"], asked["strategies"], asked["seeds"]) == ("sla", ["rrmemory"], [5, 6])


def test_the_same_seed_gives_the_same_answer() -> None:
    assert answered("--seed", "3") == answered("--seed", "3") != answered("--seed", "4")


@pytest.fixture
def lived_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh) -> str:
    """An installation on whose yesterday somebody waited in vain: that day."""
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    settings = first_settings(tmp_path, tmp_path, "local", {})
    database, at = fresh(settings.database_url), datetime.now(UTC) - timedelta(days=1)
    of = {"call_id": "c", "visit_id": "v"}
    with database.write() as connection:
        joined = CallQueued(event_id="1", at=at, queue="nurse", skill="nurse", min_level=1, priority=0, **of)
        left = VisitEnded(event_id="2", at=at + timedelta(seconds=40), outcome=VisitOutcome.ABANDONED, **of)
        call_events.append(connection, [joined, left])
    database.close()
    return at.astimezone(zone(settings.timezone)).date().isoformat()


def test_a_past_day_of_the_installation_can_be_simulated(lived_in: str) -> None:
    found = json.loads(said("--day", lived_in, "--json"))

    assert found["calls"] == 1
    assert (found["trials"][0]["abandoned"], found["trials"][0]["service_level"]) == (1, 0.0)
    assert found["gaps"] == {"handle_time": 1}


def test_a_day_without_calls_is_refused(lived_in: str) -> None:
    with pytest.raises(IvrError, match="Nobody waited in a queue on this day"):
        said("--day", "2020-01-01")


def test_a_file_can_be_simulated(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("hours: 2\nskills: {tech: {per_hour: 30}}\nagents: {team: {count: 3, levels: {tech: 5}}}\n")

    assert "tech" in said("--synthetic", str(file))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "Name a day or a centre on paper"),
        (("--day", "yesterday"), "a day is written 2026-11-20"),
        (("--synthetic", "huge"), "no centre on paper called huge"),
        (("--synthetic", "nowhere.yaml"), "nowhere.yaml: cannot be read"),
        (("--synthetic", "small", "--level", "anna"), "write agent:skill=level"),
        (("--synthetic", "small", "--widening", "skill1"), "write skill=seconds:level"),
        (("--synthetic", "small", "--widening", "skill1=5:1 9:3"), "levels that go down"),
        (("--synthetic", "small", "--add-agent", "skill1"), "no skill and level"),
        (("--synthetic", "small", "--without", "zoe"), "No agent zoe was at work"),
        (("--synthetic", "small", "--strategy", "ringall"), "no strategy called ringall"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(words: tuple[str, ...], why: str) -> None:
    with pytest.raises(IvrError, match=why):
        said(*words)
