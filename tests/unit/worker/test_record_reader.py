"""CDR and queue_log are read once each, and how far is kept with what was read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.bringup.configuration import first_settings
from ivr.errors import ConnectionLost, Misuse
from ivr.reports.statement import Kind, Statement, Witness
from ivr.store import witness_positions, witness_statements
from ivr.store.database import Database
from ivr.worker.record_reader import Record, RecordReader, records_of

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
LONG_AGO, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)
CALL = "01a203aa-81ba-7259-8db4-b6c10c0c7271"


def cdr(number: int) -> str:
    start = f'"1795357852.00000{number}"'
    return (
        f'{start},{start},"1795357856.474604","PJSIP/far-end-1","","5.0","5.0","{number}","ANSWERED","AGI","{CALL}"\n'
    )


@pytest.fixture
def record(tmp_path: Path) -> Record:
    (tmp_path / "asterisk" / "log").mkdir(parents=True)
    found = records_of(first_settings(tmp_path, tmp_path, "local"))
    return next(one for one in found if one.witness is Witness.CDR)


def said(database: Database) -> list[Statement]:
    with database.read() as connection:
        return witness_statements.between(connection, LONG_AGO, LATER)


def test_each_line_is_kept_once_also_by_a_worker_that_begins_anew(database: Database, record: Record) -> None:
    record.path.write_text(cdr(1))
    assert RecordReader(database, record).round(NOW) == 1
    with record.path.open("a") as file:
        file.write(cdr(2))
    assert RecordReader(database, record).round(NOW) == 1
    assert [one.subject for one in said(database)] == ["5.0/1", "5.0/2"]


def test_a_line_written_twice_is_two_statements(database: Database, record: Record) -> None:
    record.path.write_text(cdr(1) * 2)
    RecordReader(database, record).round(NOW)
    assert len(said(database)) == 2


def test_nothing_is_kept_of_a_round_that_failed(database: Database, record: Record, monkeypatch) -> None:
    record.path.write_text(cdr(1))
    monkeypatch.setattr(witness_positions, "save", _fail)
    with pytest.raises(Misuse):
        RecordReader(database, record).round(NOW)
    monkeypatch.undo()
    assert said(database) == []
    assert RecordReader(database, record).round(NOW) == 1


def _fail(*_: object) -> None:
    raise Misuse("the disk is full")


def test_rubbish_is_passed_over(database: Database, record: Record) -> None:
    record.path.write_text("rubbish\n" + cdr(1))
    assert RecordReader(database, record).round(NOW) == 1


def test_a_file_not_there_yet_is_read_up_to_now(database: Database, record: Record) -> None:
    reader = RecordReader(database, record)
    reader.round(NOW)
    reader.round(NOW + timedelta(seconds=30))
    with database.read() as connection:
        watch = witness_positions.watched(connection)[Witness.CDR]
    assert (watch.since, watch.until) == (NOW, NOW + timedelta(seconds=30))


def test_a_large_record_is_put_aside_and_no_line_is_lost(database: Database, record: Record) -> None:
    reader = RecordReader(database, record, largest=10)
    for number in range(1, 5):
        with record.path.open("a") as file:
            file.write(cdr(number))
        reader.round(NOW)
    assert record.path.with_name("cdr.csv.1").exists()
    assert sorted(one.subject for one in said(database)) == ["5.0/1"]  # the rest is read when the first is complete


def test_a_file_held_open_is_opened_anew_when_it_was_put_aside(database: Database, record: Record) -> None:
    held = replace(record, reopen=record.path.touch)
    record.path.write_text(cdr(1))
    RecordReader(database, held, largest=10).round(NOW)
    assert record.path.read_text() == ""


def test_an_asterisk_that_cannot_be_reached_is_asked_again(database: Database, record: Record) -> None:
    asked: list[int] = []

    def reopen() -> None:
        asked.append(1)
        raise ConnectionLost("it is away")

    record.path.write_text(cdr(1))
    reader = RecordReader(database, replace(record, reopen=reopen), largest=10)
    reader.round(NOW)
    reader.round(NOW)
    assert len(asked) == 2


def test_the_queue_log_of_an_asterisk_that_is_not_ours_is_not_read(tmp_path: Path) -> None:
    settings = replace(first_settings(tmp_path, tmp_path, "local"), asterisk="external")
    assert [one.witness for one in records_of(settings)] == [Witness.CDR]


def test_a_line_of_the_queue_log_is_read(tmp_path: Path) -> None:
    found = records_of(first_settings(tmp_path, tmp_path, "local"))
    (log,) = [one for one in found if one.witness is Witness.QUEUE_LOG]
    one = log.said("1795357856|5.0|fallback|NONE|ENTERQUEUE||+361|1\n")
    assert one is not None
    assert (one.kind, one.reference) == (Kind.KEPT, "5.0")
