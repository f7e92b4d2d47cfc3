"""Lines become rows once, in whatever state the files are; what cannot be kept is put aside."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.calls.event_json import to_plain
from ivr.calls.events import LanguageChosen
from ivr.calls.ids import uuid7
from ivr.engine import spool_reader
from ivr.engine.spool import UNREADABLE, SegmentPen
from ivr.engine.spool_reader import SpoolReader
from ivr.store import call_events
from ivr.store.database import Database

CALL = uuid7(1, bytes(10))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRST, SECOND = "00000000-0000-7000-8000-000000000000.jsonl", "00000000-0000-7000-8000-000000000001.jsonl"


def line(number: int) -> bytes:
    event = LanguageChosen(event_id=f"e{number:05}", at=NOON, call_id=CALL, language="hu")
    return json.dumps(to_plain(event)).encode() + b"\n"


@pytest.fixture
def database(tmp_path: Path, fresh: Callable[[str], Database]) -> Iterator[Database]:
    database = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    yield database
    database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "spool").mkdir()
    return tmp_path / "spool"


@pytest.fixture
def reader(database: Database, folder: Path) -> Iterator[SpoolReader]:
    reader = SpoolReader(database, folder)
    yield reader
    reader.close()


def read_all(reader: SpoolReader) -> None:
    while step := reader.step():
        assert step.events >= 0


def stored(database: Database) -> list[str]:
    with database.read() as connection:
        return [event.event_id for event in call_events.of_call(connection, CALL)]


def test_a_finished_segment_is_brought_in_and_deleted(reader: SpoolReader, folder: Path, database: Database) -> None:
    (folder / FIRST).write_bytes(b"".join(line(number) for number in range(1200)))
    read_all(reader)
    assert len(stored(database)) == 1200
    assert list(folder.iterdir()) == []


def test_each_step_says_how_far_it_is(reader: SpoolReader, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool_reader, "BATCH_EVENTS", 2)
    (folder / FIRST).write_bytes(line(1) + line(2) + line(3))
    steps = [reader.step() for _ in range(3)]
    assert [(step.segment, step.events, step.more) for step in steps if step] == [
        (FIRST, 2, True), (FIRST, 3, True), (FIRST, 3, True)
    ]  # fmt: skip
    assert reader.step() is None


def test_half_a_last_line_is_kept_aside_and_the_rest_read(
    reader: SpoolReader, folder: Path, database: Database
) -> None:
    (folder / FIRST).write_bytes(line(1) + line(2)[:20])
    read_all(reader)
    assert stored(database) == ["e00001"]
    assert (folder / UNREADABLE).read_bytes() == line(2)[:20] + b"\n"


def test_a_line_that_is_no_event_stops_nothing(reader: SpoolReader, folder: Path, database: Database) -> None:
    (folder / FIRST).write_bytes(b'{"kind":"Nonsense"}\n{"kind":[]}\n\xff\xfe\n[1]\n' + line(1))
    read_all(reader)
    assert stored(database) == ["e00001"]


def test_an_event_the_database_will_not_have_is_kept_aside(
    reader: SpoolReader, folder: Path, database: Database
) -> None:
    (folder / FIRST).write_bytes(line(1).replace(b"+00:00", b"") + line(2))
    read_all(reader)
    assert stored(database) == ["e00002"]
    assert b"e00001" in (folder / UNREADABLE).read_bytes()


def test_a_segment_somebody_still_writes_holds_up_no_other(
    reader: SpoolReader, folder: Path, database: Database
) -> None:
    pen = SegmentPen(folder / FIRST)
    pen.write(line(1))
    (folder / SECOND).write_bytes(line(2))
    read_all(reader)
    assert stored(database) == ["e00001", "e00002"]
    assert [path.name for path in folder.iterdir()] == [FIRST]
    pen.close()


def test_what_is_in_the_database_already_is_skipped(reader: SpoolReader, folder: Path, database: Database) -> None:
    (folder / FIRST).write_bytes(line(1) + line(2))
    read_all(reader)
    (folder / SECOND).write_bytes(line(2) + line(3))
    read_all(reader)
    assert stored(database) == ["e00001", "e00002", "e00003"]
