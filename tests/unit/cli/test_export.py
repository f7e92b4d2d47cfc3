"""`export`: what DuckDB counts is what our reports count; numbers leave as pseudonyms; the document's questions run."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace as other
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ivr.analytics.duck import opened
from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.calls.events import Direction
from ivr.cli import app as verbs
from ivr.config import PROJECT, load_settings, save_settings
from ivr.reports.call_record import CallRecord, Visit
from ivr.store.database import Database
from ivr.store.folding import replace

DAYS = ("--from", "2026-11-19", "--to", "2026-11-20")
MORNING = datetime(2026, 11, 19, 7, tzinfo=UTC)
CALLS = 120
ENDS = {VisitOutcome.ANSWERED: Disposition.SERVED, VisitOutcome.ABANDONED: Disposition.ABANDONED}
QUESTIONS = re.findall(r"```sql\n(.*?)```", (PROJECT / "docs" / "export.md").read_text(), re.DOTALL)


def said(*words: str) -> str:
    answer = CliRunner().invoke(verbs.app, list(words), catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


@pytest.fixture
def out(nurse_home: Path, tmp_path: Path) -> Iterator[Path]:
    """An installation with two days of calls, and where its export goes."""
    save_settings(other(load_settings(), erasure_secret="s" * 32))
    chance, database = random.Random(1), Database(load_settings().database_url)
    with database.write() as connection:
        replace(connection, [call(number, chance) for number in range(CALLS)])
    yield tmp_path / "out"
    database.close()


def call(number: int, chance: random.Random) -> CallRecord:
    at, name = MORNING + timedelta(minutes=15 * number), f"c{number:03}"
    wait, outcome = timedelta(seconds=chance.choice([3, 5, 10, 20, 20.5, 60])), chance.choice(list(ENDS))
    answered = at + wait if outcome is VisitOutcome.ANSWERED else None
    ended = answered + timedelta(seconds=90) if answered else None
    visit = Visit(f"{name}-v", name, "nurse", at, left_at=at + wait, connected_at=answered, talk_ended_at=ended,
                  outcome=outcome, agent="kata" if answered else None)  # fmt: skip
    number_of_his = f"+3630123450{number % 7}"
    return CallRecord(name, at, direction=Direction.INBOUND, caller_id=number_of_his, dialled="100", visits=(visit,),
                      ended_at=ended or at + wait, disposition=ENDS[outcome])  # fmt: skip


def asked(folder: Path, question: str) -> list[Any]:
    said("export", "duckdb", str(folder.with_suffix(".duckdb")), str(folder))
    with opened(folder.with_suffix(".duckdb"), read_only=True) as duck:
        return duck.execute(question).fetchall()


def test_the_service_level_of_each_day_is_that_of_the_report(out: Path) -> None:
    said("export", "parquet", str(out), *DAYS)
    rows = json.loads(said("report", "service-level", *DAYS, "--interval", "day", "--format", "json"))
    names = ("offered", "answered", "answered_within", "abandoned", "short_abandoned", "service_level", "asa_s")
    found = asked(out, f"SELECT CAST(day AS VARCHAR), {', '.join(names)} FROM service_level ORDER BY day")
    assert [row[0] for row in found] == ["2026-11-19", "2026-11-20"]
    assert [row[1:] for row in found] == [tuple(pytest.approx(row[name], abs=5e-5) for name in names) for row in rows]


def test_the_rows_are_those_of_the_store(out: Path) -> None:
    assert f"{CALLS} calls, {CALLS} visits, 0 legs" in said("export", "parquet", str(out), *DAYS, "--with-numbers")
    found = asked(out, "SELECT call_id, started_at, caller_id, number, disposition FROM calls ORDER BY call_id")
    chance = random.Random(1)
    made = [call(number, chance) for number in range(CALLS)]
    assert found == [(one.call_id, one.started_at, one.caller_id, one.caller_id[1:], one.disposition) for one in made]


def test_numbers_leave_as_pseudonyms_that_still_tell_people_apart(out: Path) -> None:
    assert "numbers: pseudonyms" in said("export", "parquet", str(out), *DAYS)
    people = asked(out, "SELECT DISTINCT caller_id, number, dialled FROM calls")
    assert len(people) == 7
    assert all(re.fullmatch("person-[0-9a-f]{16}", one) and one == two for one, two, _ in people)
    assert {dialled for _, _, dialled in people} == {"100"}
    assert b"3630123450" not in b"".join(path.read_bytes() for path in out.rglob("*.*"))


def test_an_export_stands_in_the_audit(out: Path) -> None:
    said("export", "parquet", str(out), *DAYS, "--with-numbers")
    with closing(Database(load_settings().database_url)) as database, database.read() as connection:
        row = connection.exec_driver_sql("SELECT verb, subject, after FROM audit").one()
    assert (row.verb, row.subject, json.loads(row.after)["numbers"]) == ("export", str(out), "whole")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_questions_of_the_document_have_answers(out: Path, question: str) -> None:
    said("export", "parquet", str(out), *DAYS)
    assert asked(out, question)


def test_the_document_asks_three_questions() -> None:
    assert len(QUESTIONS) == 3


def test_who_gave_up_and_rang_again_is_counted(out: Path) -> None:
    said("export", "parquet", str(out), *DAYS)
    ((gave_up, again, served),) = asked(out, QUESTIONS[2])
    assert gave_up > again >= served > 0


def test_what_is_no_export_gets_no_views(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.run(["export", "duckdb", str(out.with_suffix(".duckdb")), str(out)]) == 1
    assert "is no finished export: run `python3 -m ivr export parquet" in capsys.readouterr().err


def test_without_a_secret_no_number_leaves(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_settings(other(load_settings(), erasure_secret=""))
    assert verbs.run(["export", "parquet", str(out), *DAYS]) == 1
    assert "no secret for pseudonyms" in capsys.readouterr().err
    assert not out.exists()


def test_install_brings_what_the_lock_file_names(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[Any] = []
    monkeypatch.setattr("ivr.cli.export.environment.add", lambda *words: added.append(words[:2]))
    assert "DuckDB is installed" in said("export", "install")
    ((cache, wheels),) = added
    assert (cache, "duckdb==" in wheels.lock.read_text()) == (load_settings().cache, True)
