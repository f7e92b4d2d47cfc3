"""Persons are erased by the worker as they were asked for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from ivr.calls.ids import fresh_id
from ivr.store import audit, erasures, reminders
from ivr.store.database import Database
from ivr.store.erasures import Erasure, ErasureState
from ivr.store.messages import messages
from ivr.store.reminders import Reminder
from ivr.worker.erasing import Eraser, ErasureDesk, erase_now

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NUMBER = "+36301234567"


@pytest.fixture
def eraser(tmp_path: Path, database: Database) -> Eraser:
    with database.write() as connection:
        row = {"id": "m", "call_id": "c", "box": "desk", "left_at": NOON, "seconds": 3.0, "caller_id": NUMBER}
        connection.execute(insert(messages).values(row))
    (tmp_path / "messages" / "desk").mkdir(parents=True)
    (tmp_path / "messages" / "desk" / "m.wav").write_bytes(b"sound")
    (tmp_path / "cel.csv").write_text(f'"CHAN_START","1795358279.17","{NUMBER}"\n')
    return Eraser(database, tmp_path, tmp_path, "secret", lambda: NOON)


def ask(eraser: Eraser, **more: object) -> str:
    asked = Erasure(fresh_id(), NUMBER, "erased-1", "kata", NOON, NOON, **more)
    with eraser.database.write() as connection:
        erasures.ask(connection, asked)
    return asked.id


def became(eraser: Eraser, erasure_id: str) -> Erasure:
    desk = ErasureDesk(eraser)
    desk.round()
    desk.wait()
    with eraser.database.read() as connection:
        found = erasures.of(connection, erasure_id)
    assert found is not None
    return found


def test_what_was_asked_for_is_done_and_certified(eraser: Eraser) -> None:
    done = became(eraser, ask(eraser))
    assert (done.state, done.number) == ("done", None)
    assert (done.erased.messages, done.erased.records) == (1, 1)
    assert not (eraser.home / "messages" / "desk" / "m.wav").exists()
    assert "301234567" not in (eraser.records / "cel.csv").read_text()


def test_the_audit_names_who_asked_and_no_number(eraser: Eraser) -> None:
    became(eraser, ask(eraser))
    with eraser.database.read() as connection:
        (row,) = audit.search(connection, audit.AuditSearch())
    assert (row.entry.who, row.entry.verb, row.entry.id) == ("kata", "erase person", "erased-1")
    assert "301234567" not in str(row)


def test_while_something_is_due_nothing_is_changed(eraser: Eraser) -> None:
    with eraser.database.write() as connection:
        reminders.add(connection, Reminder("r", NUMBER, "en", NOON, NOON))
    done = became(eraser, ask(eraser))
    assert (done.state, done.erased.due, done.erased.messages, done.number) == ("refused", 1, 0, None)
    assert (eraser.home / "messages" / "desk" / "m.wav").exists()


def test_one_whose_worker_was_killed_is_gone_on_with(eraser: Eraser) -> None:
    begun = ask(eraser, state=ErasureState.RUNNING)
    assert became(eraser, begun).state == "running"
    with eraser.database.write() as connection:
        earlier = NOON - erasures.LEASE - timedelta(seconds=1)
        connection.execute(update(erasures.erasures).values(touched_at=earlier))
    assert became(eraser, begun).state == "done"


def test_the_command_line_keeps_a_certificate_too(eraser: Eraser) -> None:
    done = erase_now(eraser, NUMBER, "kata (command line)")
    assert (done.state, done.asked_by, done.erased.messages) == ("done", "kata (command line)", 1)
