"""The verb that erases a person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from typer.testing import CliRunner

from ivr.bringup.configuration import first_settings
from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    Direction,
    VisitEnded,
)
from ivr.cli import app as verbs
from ivr.config import Settings, load_settings, save_settings
from ivr.store import call_events
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.messages import messages
from ivr.store.visits import calls

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NUMBER = "+36301234567"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh) -> Settings:
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local", {})
    monkeypatch.setenv("IVR_HOME", str(settings.home))
    database = fresh(settings.database_url)
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


REPORTS = (
    ("service-level", "--format", "json"),
    ("service-level", "--format", "json", "--variants"),
    ("queues", "--format", "json"),
    ("agents", "--format", "json"),
    ("menus", "--format", "json"),
    ("promises", "--format", "json"),
)


def test_no_figure_of_any_report_changes(nurse_home: Path) -> None:
    database = Database(f"sqlite:///{nurse_home}/ivr.sqlite")
    save_settings(replace(load_settings(), erasure_secret="secret"))
    with database.write() as connection:
        for number, caller in enumerate((NUMBER, "06301234567", NUMBER, "+36201111111", None)):
            call_events.append(connection, past(number, caller, served=number != 2))
    refresh(database)
    before = [report(*words) for words in REPORTS]
    assert '"offered": 5' in before[2]
    assert CliRunner().invoke(verbs.app, ["erase-person", NUMBER, "--yes"]).exit_code == 0
    assert [report(*words) for words in REPORTS] == before
    assert "0 calls" in CliRunner().invoke(verbs.app, ["erase-person", NUMBER, "--yes"]).output
    with database.read() as connection:
        assert connection.execute(select(calls.c.caller_id)).scalars().all().count("+36201111111") == 1
    database.close()


def past(number: int, caller_id: str | None, *, served: bool) -> list[CallEvent]:
    """A call that waited, and talked or gave up."""
    call_id = f"01980000-0000-7000-8000-{number:012d}"
    at = datetime(2026, 7, 1, 8, number * 9, tzinfo=UTC)
    leg = {"visit_id": f"{call_id}-v", "leg_id": f"{call_id}-1", "agent": "agent-anna"}
    began = {"direction": Direction.INBOUND, "entry": "menu:main", "caller_id": caller_id, "dialled": "1",
             "channel": "c", "linkedid": "1.1", "leg_id": f"{call_id}-0"}  # fmt: skip
    joined = {"visit_id": f"{call_id}-v", "queue": "nurse", "skill": "nurse", "min_level": 1, "priority": 0}
    talked = [(2, AgentOffered, leg), (9, AgentConnected, leg), (60, AgentLegEnded, leg | {"hung_up_by": Party.CALLER})]
    outcome = VisitOutcome.ANSWERED if served else VisitOutcome.ABANDONED
    ended = {"disposition": Disposition.SERVED if served else Disposition.ABANDONED, "hung_up_by": Party.CALLER}
    steps = [(0, CallStarted, began), (1, CallQueued, joined), *(talked if served else ()),
             (9, VisitEnded, {"visit_id": f"{call_id}-v", "outcome": outcome}), (61, CallEnded, ended)]  # fmt: skip
    return [
        kind(event_id=f"{call_id}-{place}", call_id=call_id, at=at + timedelta(seconds=after_s), **more)
        for place, (after_s, kind, more) in enumerate(steps)
    ]


def report(*words: str) -> str:
    return (
        CliRunner()
        .invoke(verbs.app, ["report", *words, "--from", "2026-07-01", "--to", "2026-07-01"], catch_exceptions=False)
        .output
    )
