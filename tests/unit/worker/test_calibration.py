"""A queue whose bounds do not hold falls silent, once, with an entry in the audit."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import CallRecord, Told, Visit
from ivr.store import audit, centre, centre_version, folded_rows, promises
from ivr.store.centre import Centre, Queue, Skill
from ivr.store.database import Database
from ivr.worker.calibration import EVERY, Calibrations

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, fresh) -> Iterator[Database]:
    opened = fresh(f"sqlite:///{tmp_path / 'calibration.sqlite'}")
    with opened.write() as connection:
        queues = (Queue("nurse", "Nurse", "nurse"),)
        centre.save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=queues))
    yield opened
    opened.close()


def told(database: Database, waited_s: float, count: int = 50) -> None:
    records = []
    for number in range(count):
        at, left = NOON + timedelta(seconds=number), NOON + timedelta(seconds=number + waited_s)
        visit = Visit(f"v{waited_s}-{number}", f"c{waited_s}-{number}", "nurse", at, connected_at=left, left_at=left,
                      outcome=VisitOutcome.ANSWERED)  # fmt: skip
        records.append(CallRecord(visit.call_id, at, visits=(visit,), told=(Told(visit.visit_id, at, 60, 30.0, 50.0),)))
    with database.write() as connection:
        folded_rows.replace(connection, records)


def test_a_queue_whose_bounds_do_not_hold_falls_silent_and_the_audit_says_so(database: Database) -> None:
    told(database, waited_s=80)
    with database.read() as connection:
        before = centre_version.read(connection)
    assert Calibrations(database).round(NOON + EVERY) == 1
    with database.read() as connection:
        assert promises.silent_since(connection) == {"nurse": NOON + EVERY}
        assert centre_version.read(connection) > before  # the engine looks again
        assert [row.entry.verb for row in audit.search(connection, audit.AuditSearch())] == ["times no longer said"]


def test_it_speaks_again_when_they_hold(database: Database) -> None:
    told(database, waited_s=80)
    looking = Calibrations(database)
    looking.round(NOON + EVERY)
    with database.write() as connection:
        folded_rows.forget(connection, [f"c80-{number}" for number in range(50)])
    told(database, waited_s=20)
    assert looking.round(NOON + 2 * EVERY) == 1
    with database.read() as connection:
        assert promises.silent_since(connection) == {}


def test_it_looks_once_a_minute(database: Database) -> None:
    looking = Calibrations(database)
    looking.round(NOON)
    told(database, waited_s=80)
    assert looking.round(NOON + EVERY / 2) == 0
    assert looking.round(NOON + EVERY) == 1
