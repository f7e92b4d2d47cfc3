"""The recorder loses nothing: not when it is killed, not when the database is locked, not when a line is torn."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.calls.event_json import to_plain
from ivr.calls.events import LanguageChosen
from ivr.calls.ids import uuid7
from ivr.engine.recorder import Recorder
from ivr.store import call_events
from ivr.store.database import Database

CALL = uuid7(1, bytes(10))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def event(number: int) -> LanguageChosen:
    return LanguageChosen(event_id=f"e{number:05}", at=NOON, call_id=CALL, language="hu")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def start(database: Database, folder: Path) -> Iterator[Callable[[], Recorder]]:
    started = []

    def begin() -> Recorder:
        recorder = Recorder(database, folder)
        recorder.start()
        started.append(recorder)
        return recorder

    yield begin
    for recorder in started:
        recorder.stop()


def stored(database: Database) -> list[str]:
    with database.read() as connection:
        return [event.event_id for event in call_events.of_call(connection, CALL)]


def left_by_a_killed_engine(folder: Path, text: bytes) -> None:
    folder.mkdir()
    (folder / "00000000-0000-7000-8000-000000000000.jsonl").write_bytes(text)


def line(number: int) -> bytes:
    return json.dumps(to_plain(event(number))).encode() + b"\n"


def test_what_is_recorded_reaches_the_database(start: Callable[[], Recorder], database: Database) -> None:
    recorder = start()
    for number in range(500):
        recorder.record(event(number))
    assert recorder.flush(10)
    assert len(stored(database)) == 500


def test_an_event_is_on_disk_when_record_returns(start: Callable[[], Recorder], folder: Path) -> None:
    recorder = start()
    recorder.record(event(1))
    assert b"e00001" in b"".join(path.read_bytes() for path in folder.glob("*.jsonl"))


def test_what_a_killed_engine_left_is_taken_up_once(
    start: Callable[[], Recorder], folder: Path, database: Database
) -> None:
    with database.write() as connection:
        call_events.append(connection, [event(1)])
    left_by_a_killed_engine(folder, line(1) + line(2))
    assert start().flush(10)
    assert stored(database) == ["e00001", "e00002"]


def test_a_locked_database_delays_and_loses_nothing(
    start: Callable[[], Recorder], tmp_path: Path, database: Database
) -> None:
    recorder = start()
    other = sqlite3.connect(tmp_path / "ivr.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    recorder.record(event(1))
    assert not recorder.flush(0.3)
    assert recorder.lag.events == 1
    other.execute("ROLLBACK")
    other.close()
    assert recorder.flush(10)


def test_record_does_not_wait_for_a_locked_database(start: Callable[[], Recorder], tmp_path: Path) -> None:
    recorder = start()
    other = sqlite3.connect(tmp_path / "ivr.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    for number in range(100):
        recorder.record(event(number))
    assert time.monotonic() - began < 1
    other.execute("ROLLBACK")
    other.close()


def test_segments_are_rotated_and_deleted(
    start: Callable[[], Recorder], folder: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivr.engine.recorder.SEGMENT_BYTES", 1000)
    recorder = start()
    for number in range(100):
        recorder.record(event(number))
    assert recorder.flush(10)
    recorder.stop()
    assert len(stored(database)) == 100
    assert list(folder.iterdir()) == []


def test_a_disk_that_refuses_the_spool_does_not_stop_the_history(
    start: Callable[[], Recorder], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    recorder = start()
    monkeypatch.setattr("ivr.engine.spool.os.write", full)
    recorder.record(event(1))
    monkeypatch.undo()
    recorder.record(event(2))
    assert recorder.flush(10)
    assert stored(database) == ["e00001", "e00002"]


def test_who_brings_it_in_may_be_killed_at_any_time(start: Callable[[], Recorder], database: Database) -> None:
    recorder = start()
    recorder.record(event(1))
    assert recorder.flush(10)
    assert recorder.pid is not None
    os.kill(recorder.pid, signal.SIGKILL)
    recorder.record(event(2))
    assert recorder.flush(10)
    assert (stored(database), recorder.lag.events) == (["e00001", "e00002"], 0)


def test_what_a_killed_engine_wrote_last_comes_in_without_it(folder: Path, database: Database) -> None:
    words = f"""
import os, signal
from pathlib import Path
from tests.unit.engine.test_recorder import Database, Recorder, event
recorder = Recorder(Database({database.url!r}), Path({str(folder)!r}))
recorder.start()
recorder.record(event(1))
recorder.flush(10)
recorder.record(event(2))
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", words], check=False, timeout=30)
    deadline = time.monotonic() + 60
    while list(folder.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (stored(database), list(folder.iterdir())) == (["e00001", "e00002"], [])
