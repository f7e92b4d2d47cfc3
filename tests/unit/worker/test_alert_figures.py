"""The figures of alerts are those of the wallboard and of what the processes leave on the disk."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.reports.alerts import AlertKind
from ivr.reports.promises import Calibration
from ivr.store import promises
from ivr.store.centre import Centre, Queue, Skill, save_centre
from ivr.store.database import Database
from ivr.worker.alert_figures import Files, figures

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "spool").mkdir()
    return Files(tmp_path / "engine", tmp_path / "worker", tmp_path / "spool")


def aged(path: Path, seconds: float) -> None:
    path.touch()
    at = NOON.timestamp() - seconds
    os.utime(path, (at, at))


def test_a_process_is_silent_since_its_last_beat_or_since_its_file_is_missed(files: Files) -> None:
    aged(files.engine, 42)
    assert files.silent_s(files.engine, NOON) == pytest.approx(42, abs=1)
    assert files.silent_s(files.worker, NOON) == 0
    assert files.silent_s(files.worker, NOON + timedelta(seconds=9)) == 9
    aged(files.worker, 0)
    assert files.silent_s(files.worker, NOON) == pytest.approx(0, abs=1)


def test_the_newest_file_of_the_spool_is_being_written_and_late_is_none(files: Files) -> None:
    aged(files.spool / "1.jsonl", 90)
    assert files.spool_lag_s(NOON) == 0
    aged(files.spool / "2.jsonl", 1)
    assert files.spool_lag_s(NOON) == pytest.approx(90, abs=1)


def test_every_figure_is_there_for_the_centre_and_those_of_calls_for_each_queue(
    database: Database, files: Files
) -> None:
    centre = Centre(skills=(Skill("nurse", "Nurse"),), queues=(Queue("nurse", "Nurse", "nurse"),))
    with database.write() as connection:
        save_centre(connection, centre)
        promises.set_calibration(connection, "nurse", Calibration(50, 10, False), NOON)
    with database.read() as connection:
        found = figures(connection, files, "Europe/Budapest", NOON)
    assert {kind for kind, queue in found if queue is None} == set(AlertKind)
    assert {kind for kind, queue in found if queue == "nurse"} == {
        AlertKind.LONGEST_WAIT, AlertKind.SERVICE_LEVEL, AlertKind.ABANDON_RATE, AlertKind.AGENTS,
        AlertKind.CALIBRATION,
    }  # fmt: skip
    assert found[AlertKind.CALIBRATION, "nurse"].value == 1
    assert (found[AlertKind.SERVICE_LEVEL, "nurse"].value, found[AlertKind.SERVICE_LEVEL, "nurse"].calls) == (None, 0)
