"""The report verb, as a person or a program uses it."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import AsteriskFound, AsteriskLost, CallEnded, CallQueued, CallStarted, Direction, VisitEnded
from ivr.calls.ids import leg_id, uuid7
from ivr.cli.report import app
from ivr.store import call_events
from ivr.store.database import Database

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))
RANGE = ("--from", "2026-07-01T14:00", "--to", "2026-07-01T15:00")


@pytest.fixture(autouse=True)
def home(nurse_home: Path) -> Path:
    database = Database(f"sqlite:///{nurse_home}/ivr.sqlite")
    with database.write() as connection:
        call_events.append(connection, abandoned_call())
    database.close()
    return nurse_home


def abandoned_call() -> list[CallStarted | CallQueued | VisitEnded | CallEnded]:
    times = [{"event_id": str(s), "at": NOON + timedelta(seconds=s), "call_id": CALL} for s in (0, 1, 31, 32)]
    return [
        CallStarted(**times[0], direction=Direction.INBOUND, entry="menu:main", caller_id="+36201234567",
                    dialled="100", channel="PJSIP/far-end-1", linkedid="1.1", leg_id=leg_id(CALL, 0)),
        CallQueued(**times[1], visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0),
        VisitEnded(**times[2], visit_id="v", outcome=VisitOutcome.ABANDONED),
        CallEnded(**times[3], disposition=Disposition.ABANDONED, hung_up_by=Party.CALLER),
    ]  # fmt: skip


def said(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*words: str) -> str:
    return str(CliRunner().invoke(app, list(words)).exception)


def test_service_level_as_json_has_the_agreed_names() -> None:
    rows = json.loads(said("service-level", *RANGE, "--format", "json"))
    names = "queue start offered answered abandoned short_abandoned answered_within service_level asa_s abandon_rate"
    assert set(f"{names} aht_s timed_out key_exit callback diverted still_waiting longest_wait_s".split()) <= set(
        rows[0]
    )
    assert [(row["start"], row["offered"], row["abandoned"], row["service_level"]) for row in rows] == [
        ("2026-07-01T14:00:00+02:00", 1, 1, 0.0),
        ("2026-07-01T14:30:00+02:00", 0, 0, None),
    ]


def test_the_zone_and_the_interval_can_be_chosen() -> None:
    asked = ("--from", "2026-07-01T12:00", "--to", "2026-07-01T13:00", "--timezone", "UTC", "--interval", "15m")
    rows = json.loads(said("service-level", *asked, "--format", "json"))
    assert [row["start"][11:] for row in rows] == [f"12:{minute}:00+00:00" for minute in ("00", "15", "30", "45")]


def test_the_table_says_by_which_rule() -> None:
    table = said("service-level", *RANGE)
    assert "formula V6, answered within 20 s, short abandon within 5 s" in table
    assert "1 without calls not shown" in table


@pytest.mark.parametrize("report", ["service-level", "calls", "promises"])
def test_blind_intervals_stand_under_the_table_and_beside_the_rows(home: Path, report: str) -> None:
    database = Database(f"sqlite:///{home}/ivr.sqlite")
    with database.write() as connection:
        lost = AsteriskLost(event_id="lost", at=NOON + timedelta(seconds=40))
        found = AsteriskFound(event_id="found", at=NOON + timedelta(seconds=43), version="22.10.1")
        call_events.append(connection, [lost, found])
    database.close()
    sentence = "blind from 2026-07-01 14:00:40 to 2026-07-01 14:00:43: Asterisk was away"
    assert sentence in CliRunner().invoke(app, [report, *RANGE]).stdout
    result = CliRunner().invoke(app, [report, *RANGE, "--format", "json"])
    assert json.loads(result.stdout)
    assert sentence in result.stderr


def test_another_formula_is_named_in_the_rows() -> None:
    rows = json.loads(said("service-level", *RANGE, "--formula", "V3", "--format", "json"))
    assert {row["formula"] for row in rows} == {"V3"}


def test_calls_are_shown_with_their_legs() -> None:
    (row,) = csv.DictReader(io.StringIO(said("calls", *RANGE, "--format", "csv")))
    assert (row["leg"], row["who"], row["disposition"], row["wait_s"]) == (
        "caller",
        "'+36201234567",
        "abandoned",
        "30.0",
    )
    assert "abandoned" in said("calls", *RANGE)


def test_calls_as_json_hold_everything() -> None:
    (call,) = json.loads(said("calls", *RANGE, "--format", "json"))
    assert (call["call_id"], call["visits"][0]["outcome"], call["legs"][0]["kind"]) == (CALL, "abandoned", "caller")


def test_a_day_without_calls_says_so() -> None:
    assert "no calls from" in said("calls", "--from", "2025-01-01", "--to", "2025-01-01")


def test_an_unknown_queue_is_named_with_those_known() -> None:
    assert "there are nurse" in refused("service-level", "--queue", "sales")


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "yesterday"),
        ("--from", "2026-07-02", "--to", "2026-06-01"),
        ("--timezone", "Mars"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(words: tuple[str, ...]) -> None:
    assert any(word in refused("service-level", *words) for word in (*words, "before"))


def test_an_interval_we_do_not_cut_is_refused_with_those_we_do() -> None:
    answer = CliRunner().invoke(app, ["service-level", "--interval", "7m"]).output
    assert all(word in answer for word in ("7m", "15m", "30m", "60m", "day", "week", "month"))
