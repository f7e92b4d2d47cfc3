"""The recorder loses nothing: not when it is killed, not when the database is locked, not when a line is torn."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.calls.event_json import to_plain
from ivr.calls.events import LanguageChosen
from ivr.calls.ids import uuid7
from ivr.engine import spool
from ivr.engine.recorder import Recorder
from ivr.store import call_events
from ivr.store.database import Database

CALL = uuid7(1, bytes(10))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def event(number: int) -> LanguageChosen:
    return LanguageChosen(event_id=f"e{number:05}", at=NOON, call_id=CALL, language="hu")


@pytest.fixture
def database(tmp_path: Path, fresh) -> Iterator[Database]:
    database = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    yield database
    database.close()


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


def test_stopping_leaves_an_empty_spool(start: Callable[[], Recorder], folder: Path, database: Database) -> None:
    recorder = start()
    recorder.record(event(1))
    recorder.stop()
    assert list(folder.iterdir()) == []
    assert stored(database) == ["e00001"]


def test_what_a_killed_engine_left_is_taken_up_once(
    start: Callable[[], Recorder], folder: Path, database: Database
) -> None:
    with database.write() as connection:
        call_events.append(connection, [event(1)])
    left_by_a_killed_engine(folder, line(1) + line(2))
    start().stop()
    assert stored(database) == ["e00001", "e00002"]


def test_flush_waits_for_what_was_left_over(start: Callable[[], Recorder], folder: Path, database: Database) -> None:
    left_by_a_killed_engine(folder, b"".join(line(number) for number in range(1000)))
    assert start().flush(10)
    assert len(stored(database)) == 1000


def test_half_a_last_line_is_kept_aside_and_the_rest_read(
    start: Callable[[], Recorder], folder: Path, database: Database
) -> None:
    left_by_a_killed_engine(folder, line(1) + line(2)[:20])
    start().stop()
    assert stored(database) == ["e00001"]
    assert (folder / spool.UNREADABLE).read_bytes() == line(2)[:20] + b"\n"


def test_a_line_that_is_no_event_stops_nothing(start: Callable[[], Recorder], folder: Path, database: Database) -> None:
    left_by_a_killed_engine(folder, b'{"kind":"Nonsense"}\n{"kind":[]}\n\xff\xfe\n[1]\n' + line(1))
    start().stop()
    assert stored(database) == ["e00001"]


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


def test_an_event_the_database_will_not_have_is_kept_aside(
    start: Callable[[], Recorder], folder: Path, database: Database
) -> None:
    left_by_a_killed_engine(folder, line(1).replace(b"+00:00", b"") + line(2))
    start().stop()
    assert stored(database) == ["e00002"]
    assert b"e00001" in (folder / spool.UNREADABLE).read_bytes()


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
