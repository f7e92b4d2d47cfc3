"""`report promises`, as a person or a program uses it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ivr.bringup.configuration import first_settings
from ivr.calls.disposition import VisitOutcome
from ivr.cli.report import app
from ivr.config import save_settings
from ivr.reports.call_record import CallRecord, Told, Visit
from ivr.reports.promises import Calibration
from ivr.store import centre, folded_rows, promises
from ivr.store.centre import Centre, Queue, Skill
from ivr.store.database import Database

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
RANGE = ("--from", "2026-07-01T14:00", "--to", "2026-07-01T15:00")


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh) -> Iterator[Database]:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    settings = first_settings(tmp_path, tmp_path, "local", {})
    save_settings(settings)
    opened = fresh(settings.database_url)
    left = NOON + timedelta(seconds=90)
    visit = Visit("v", "c", "nurse", NOON, connected_at=left, left_at=left, outcome=VisitOutcome.ANSWERED)
    told = tuple(Told("v", NOON + timedelta(seconds=s), less, 60.0, 100.0) for s, less in ((10, 60), (40, 120)))
    with opened.write() as connection:
        queues = (Queue("nurse", "Nurse", "nurse"),)
        centre.save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=queues))
        folded_rows.replace(connection, [CallRecord("c", NOON, visits=(visit,), told=told)])
    yield opened
    opened.close()


def said(*words: str) -> str:
    result = CliRunner().invoke(app, ["promises", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_half_hours_promises_are_a_row() -> None:
    first, second = json.loads(said(*RANGE, "--format", "json"))
    assert (first["promised"], first["kept"], first["broken"], first["kept_share"]) == (2, 1, 1, 0.5)
    assert (second["announcements"], second["kept_share"]) == (0, None)


def test_csv_has_the_same_rows() -> None:
    rows = list(csv.DictReader(io.StringIO(said(*RANGE, "--format", "csv"))))
    assert [row["kept"] for row in rows] == ["1", "0"]


def test_the_table_ends_with_the_whole_range() -> None:
    assert "50.0 %" in said(*RANGE).splitlines()[-1]


def test_a_queue_that_says_no_times_is_named(database: Database) -> None:
    with database.write() as connection:
        promises.set_calibration(connection, "nurse", Calibration(50, 20, may_speak=False), NOON)
    assert "nurse says no times since 2026-07-01 14:00" in said(*RANGE)
