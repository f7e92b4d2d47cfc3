"""`report outbound` on an empty day and with a reminder."""

import json
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from ivr.calls.disposition import Disposition
from ivr.calls.ids import uuid7
from ivr.cli.report import app
from ivr.store import attempts, reminders
from ivr.store.attempts import Attempt
from ivr.store.database import Database
from ivr.store.reminders import Reminder

RANGE = ("--from", "2026-07-01", "--to", "2026-07-01")
NINE = datetime(2026, 7, 1, 9, tzinfo=UTC)
ID = uuid7(1, bytes(10))


def said(*words: str) -> str:
    return CliRunner().invoke(app, ["outbound", *RANGE, *words], catch_exceptions=False).stdout


def dialled(home: Path) -> None:
    database = Database(f"sqlite:///{home}/ivr.sqlite")
    with database.write() as connection:
        reminders.add(connection, Reminder(ID, "+36301234567", "hu", NINE, NINE))
        attempts.begin(connection, Attempt(ID, ID, 1, ID, f"{ID}-0", NINE))
        attempts.finish(connection, ID, Disposition.HEARD, NINE)
    database.close()


def test_a_day_on_which_nobody_was_dialled_says_so(nurse_home: Path) -> None:
    assert "nobody was dialled in this time" in said()


def test_attempts_and_people_are_told(nurse_home: Path) -> None:
    dialled(nurse_home)
    (row,) = json.loads(said("--format", "json"))
    assert (row["what"], row["attempts"], row["person"], row["reached_share"]) == ("reminder", 1, 1, 1.0)


def test_by_interval_attempts_alone_are_told(nurse_home: Path) -> None:
    dialled(nurse_home)
    rows = json.loads(said("--interval", "60m", "--format", "json"))
    assert (len(rows), sum(row["attempts"] for row in rows)) == (24, 1)
    assert "contacts" not in rows[0]
