"""A folder of Parquet files: whole or as it was before, a month a file, counted in its manifest."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ivr.analytics.duck import opened, quoted
from ivr.calls.disposition import VisitOutcome
from ivr.errors import SetupError
from ivr.hours.zone import day_start, zone
from ivr.reports.call_record import CallRecord, Visit
from ivr.store.database import Database
from ivr.store.folding import replace
from ivr.worker.exporter import Exporter, Wanted

HERE = zone("Europe/Budapest")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LAST_MINUTE = datetime(2026, 10, 31, 22, 59, tzinfo=UTC)  # of October, there
MOMENTS = [LAST_MINUTE.replace(day=1), LAST_MINUTE, LAST_MINUTE.replace(hour=23), datetime(2026, 11, 2, tzinfo=UTC)]


def wanted(until: date = date(2026, 11, 21)) -> Wanted:
    return Wanted(day_start(date(2026, 10, 1), HERE), day_start(until, HERE), HERE, lambda text: text, "whole")


@pytest.fixture
def exporter(tmp_path: Path, fresh: Callable[[str], Database]) -> Iterator[Exporter]:
    database = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    with database.write() as connection:
        for number, at in enumerate(MOMENTS):
            visit = Visit(f"v{number}", f"c{number}", "nurse", at, left_at=at, outcome=VisitOutcome.ABANDONED)
            replace(connection, [CallRecord(visit.call_id, at, visits=(visit,))])
    yield Exporter(database, lambda _share: None)
    database.close()


def read(path: Path) -> list[Any]:
    with opened() as duck:
        return duck.execute(f"SELECT visit_id FROM {quoted(path)} ORDER BY 1").fetchall()


def test_a_month_of_the_zone_is_a_file(tmp_path: Path, exporter: Exporter) -> None:
    exporter.write(tmp_path / "out", wanted(), NOW)
    visits = tmp_path / "out" / "visits"
    assert sorted(path.name for path in visits.iterdir()) == ["month=2026-10", "month=2026-11"]
    assert read(visits / "month=2026-10" / "visits.parquet") == [("v0",), ("v1",)]
    assert read(visits / "month=2026-11" / "visits.parquet") == [("v2",), ("v3",)]


def test_the_manifest_counts_the_rows_and_knows_each_file(tmp_path: Path, exporter: Exporter) -> None:
    made = exporter.write(tmp_path / "out", wanted(), NOW)
    kept = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert kept == made
    assert (kept["schema_version"], kept["timezone"], kept["numbers"]) == (2, "Europe/Budapest", "whole")
    assert {name: table["rows"] for name, table in kept["tables"].items()} == {"calls": 4, "visits": 4, "legs": 0}
    for file in (file for table in kept["tables"].values() for file in table["files"]):
        path = tmp_path / "out" / file["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
        assert path.stat().st_mode & 0o777 == 0o600


def test_exporting_again_replaces_the_folder(tmp_path: Path, exporter: Exporter) -> None:
    exporter.write(tmp_path / "out", wanted(), NOW)
    exporter.write(tmp_path / "out", wanted(date(2026, 10, 3)), NOW)
    assert [path.name for path in (tmp_path / "out" / "calls").iterdir()] == ["month=2026-10"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["out"]


def test_broken_off_the_older_export_is_still_there(tmp_path: Path, exporter: Exporter) -> None:
    def broken(_share: float) -> None:
        raise OSError("no space left")

    made = exporter.write(tmp_path / "out", wanted(), NOW)
    with pytest.raises(OSError, match="no space"):
        Exporter(exporter.database, broken).write(tmp_path / "out", wanted(), NOW)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text()) == made
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["out"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, exporter: Exporter) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(SetupError, match="is no export of ours"):
        exporter.write(tmp_path / "out", wanted(), NOW)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_the_share_that_is_done_grows(tmp_path: Path, exporter: Exporter, monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []
    monkeypatch.setattr("ivr.worker.exporter.PROGRESS_EVERY", 1)
    Exporter(exporter.database, shares.append).write(tmp_path / "out", wanted(), NOW)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1
