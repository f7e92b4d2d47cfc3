"""`report listening` tells of every agent, also of who was never heard."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from ivr.calls.ids import uuid7
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded
from ivr.cli.report import app
from ivr.store import call_events
from ivr.store.database import Database

RANGE = ("--from", "2026-07-01", "--to", "2026-07-01")
NINE = datetime(2026, 7, 1, 9, tzinfo=UTC)
CALL = uuid7(1, bytes(10))


def said(*words: str) -> str:
    return CliRunner().invoke(app, ["listening", *RANGE, *words], catch_exceptions=False).stdout


def listened(home: Path) -> None:
    database = Database(f"sqlite:///{home}/ivr.sqlite")
    who = {"agent": "agent-gone", "account": "Sára", "phone": "agent-bela", "mode": "listen", "rule": "told"}
    of = {"call_id": CALL, "leg_id": f"{CALL}-s1"}
    events = [
        ListeningAsked(event_id="1", at=NINE, **of, **who),
        ListeningBegan(event_id="2", at=NINE, **of),
        ListeningEnded(event_id="3", at=NINE + timedelta(seconds=90), **of),
    ]
    with database.write() as connection:
        call_events.append(connection, events)
    database.close()


def test_who_was_listened_in_on_is_told_with_how_long_and_when(nurse_home: Path) -> None:
    listened(nurse_home)
    row = json.loads(said("--format", "json"))[-1]
    assert (row["agent"], row["listened"], row["listened_s"]) == ("agent-gone", 1, 90.0)
    assert "2026-07-01 11:00" in said()  # by the clock of Budapest
