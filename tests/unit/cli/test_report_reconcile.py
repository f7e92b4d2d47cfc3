"""`report reconcile` and `report rebuild`, as a person or a program uses them."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete
from typer.testing import CliRunner

from ivr.bringup.configuration import first_settings
from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEnded, CallQueued, CallStarted, Direction
from ivr.calls.ids import leg_id, uuid7
from ivr.cli.report import app
from ivr.config import save_settings
from ivr.reports.statement import Kind, Statement, Witness
from ivr.store import call_events, visits, witness_positions, witness_statements
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.position import Position

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))
RANGE = ("--from", "2026-07-01T14:00", "--to", "2026-07-01T15:00")


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh) -> Iterator[Database]:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    settings = first_settings(tmp_path, tmp_path, "local", {"timezone": "Europe/Budapest"})
    save_settings(settings)
    opened = fresh(settings.database_url)
    times = [{"event_id": str(s), "at": NOON + timedelta(seconds=s), "call_id": CALL} for s in (0, 1, 32)]
    with opened.write() as connection:
        call_events.append(connection, [
            CallStarted(**times[0], direction=Direction.INBOUND, entry="menu:main", caller_id=None, dialled="100",
                        channel="PJSIP/far-end-1", linkedid="1.0", leg_id=leg_id(CALL, 0)),
            CallQueued(**times[1], visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0),
            CallEnded(**times[2], disposition=Disposition.ABANDONED, hung_up_by=Party.CALLER),
        ])  # fmt: skip
        for at in (NOON - timedelta(days=1), NOON + timedelta(days=1)):
            witness_positions.save(connection, Witness.CDR, Position(1, 1), at)
    yield opened
    opened.close()


def tell(database: Database, later_s: float = 0) -> None:
    began = NOON + timedelta(seconds=later_s)
    one = Statement(Witness.CDR, "1.0", CALL, Kind.CALL, began, began + timedelta(seconds=32))
    with database.write() as connection:
        witness_statements.keep(connection, {"cdr:0:0": one})


def said(code: int, *words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def test_where_all_agrees_the_books_are_shown_and_nothing_is_wrong(database: Database) -> None:
    tell(database)
    told = said(0, "reconcile", *RANGE)
    for words in ("nurse", "no discrepancies", "CDR: 1 calls compared", "CEL is not read here"):
        assert words in told


def test_a_discrepancy_names_its_call_both_sides_and_what_to_do(database: Database) -> None:
    tell(database, later_s=60)
    told = said(1, "reconcile", *RANGE)
    for words in ("time_shifted", CALL, "began 2026-07-01 12:01:00.000 UTC", "did the machine's clock jump"):
        assert words in told


def test_programs_get_rows(database: Database) -> None:
    (row,) = json.loads(said(1, "reconcile", *RANGE, "--format", "json"))
    assert (row["check"], row["witness"], row["call_id"]) == ("missing_there", "cdr", CALL)
    (same,) = csv.DictReader(io.StringIO(said(1, "reconcile", *RANGE, "--format", "csv")))
    assert same["here"] == "abandoned"


def test_rebuilding_gives_the_same_and_says_so(database: Database) -> None:
    refresh(database)
    assert "the same as before" in said(0, "rebuild")


def test_rebuilding_mends_what_was_lost_and_says_that_it_differs(database: Database) -> None:
    refresh(database)
    with database.write() as connection:
        connection.execute(delete(visits.visits))
    assert "not the same as before" in said(1, "rebuild")
    assert "the same as before" in said(0, "rebuild")
