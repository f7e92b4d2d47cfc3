"""What becomes of a file: rows taken over, rows kept apart, and nothing the second time."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from ivr.errors import SetupError
from ivr.store.call_events import call_events
from ivr.store.database import Database
from ivr.store.event_rows import in_body
from ivr.store.queues import everyone
from ivr.worker.import_reading import TOLD_BAD
from ivr.worker.importer import Importer

GOOD = b"1764061200|1764061200.1|support|NONE|ENTERQUEUE||1|1\n1764061209|1764061200.1|support|NONE|ABANDON|1|1|9\n"


def importer(database: Database, folder: Path) -> Importer:
    return Importer(database, "Europe/Budapest", folder / "imports", lambda: datetime.now(UTC))


def log(folder: Path, content: bytes) -> Path:
    path = folder / "queue_log"
    path.write_bytes(content)
    return path


def test_rows_are_taken_over_once(tmp_path: Path, database: Database) -> None:
    shares: list[float] = []
    first = importer(database, tmp_path).take(log(tmp_path, GOOD), "queue-log", shares.append)
    again = importer(database, tmp_path).take(log(tmp_path, GOOD), "queue-log", shares.append)
    assert (first.rows, first.events, again.rows, again.events) == (2, 3, 0, 0)
    assert shares[-1] == 1.0
    with database.read() as connection:
        (body,) = connection.execute(select(call_events.c.body)).scalars()
        assert len(in_body(body)) == 3
        assert [(queue.id, queue.active) for queue in everyone(connection)] == [("support", False)]


def test_rows_that_cannot_be_read_are_told_with_their_line_and_kept(tmp_path: Path, database: Database) -> None:
    bad = b"\0\0\0=cmd()|\xff\n" * (TOLD_BAD + 5)
    taken = importer(database, tmp_path).take(log(tmp_path, GOOD + bad + GOOD), "queue-log", lambda _share: None)
    assert (taken.rows, taken.events, taken.bad, len(taken.told_bad)) == (29, 3, 25, TOLD_BAD)
    assert f"{tmp_path}/queue_log: line 3: " in taken.told_bad[0]
    assert taken.kept_in is not None
    assert len(taken.kept_in.read_text(encoding="utf-8").splitlines()) == TOLD_BAD + 5


def test_a_header_is_no_row(tmp_path: Path, database: Database) -> None:
    table = b"time,callid,queuename,agent,event,data1\n1764061200,1764061200.1,support,NONE,ENTERQUEUE,\n"
    taken = importer(database, tmp_path).take(log(tmp_path, table), "queue-log", lambda _share: None)
    assert (taken.rows, taken.bad, taken.events) == (1, 0, 2)


def test_a_file_that_begins_with_an_endless_line_is_refused(tmp_path: Path, database: Database) -> None:
    with pytest.raises(SetupError, match="queue_log:1: it is longer"):
        importer(database, tmp_path).take(log(tmp_path, b"x" * 100_000), "queue-log", lambda _share: None)


def test_an_empty_file_holds_nothing(tmp_path: Path, database: Database) -> None:
    taken = importer(database, tmp_path).take(log(tmp_path, b""), "cel", lambda _share: None)
    assert (taken.rows, taken.events, taken.bad) == (0, 0, 0)
