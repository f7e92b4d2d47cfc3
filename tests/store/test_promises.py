"""What callers were told comes out of the history with how it ended, and a queue's silence is remembered."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import CallRecord, Told, Visit
from ivr.reports.promises import Calibration
from ivr.store import folded_rows, promises
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def record(*told_after_s: float, call_id: str = "c", queue: str = "nurse") -> CallRecord:
    left = NOON + timedelta(seconds=90)
    visit = Visit(f"v-{call_id}", call_id, queue, NOON, connected_at=left, left_at=left, outcome=VisitOutcome.ANSWERED)
    told = tuple(Told(visit.visit_id, NOON + timedelta(seconds=s), 120, 60.0, 100.0) for s in told_after_s)
    return CallRecord(call_id, NOON, visits=(visit,), told=told)


def folded(database: Database, *records: CallRecord) -> None:
    with database.write() as connection:
        folded_rows.replace(connection, records)


def test_each_telling_is_a_row_with_the_end_of_the_wait(database: Database) -> None:
    folded(database, record(5, 50))
    with database.read() as connection:
        found = promises.told_between(connection, NOON, NOON + HOUR, ["nurse"])
    assert [(one.told_at - NOON).total_seconds() for one in found] == [5, 50]
    assert [one.actual_s for one in found] == [85, 40]


def test_a_call_folded_again_replaces_its_rows(database: Database) -> None:
    folded(database, record(5, 50))
    folded(database, record(5))
    with database.read() as connection:
        assert len(promises.told_between(connection, NOON, NOON + HOUR, ["nurse"])) == 1


def test_other_queues_and_times_are_left_out(database: Database) -> None:
    folded(database, record(5), record(6, call_id="d", queue="reception"))
    with database.read() as connection:
        assert promises.told_between(connection, NOON + HOUR, NOON + 2 * HOUR, ["nurse", "reception"]) == []
        assert [one.queue for one in promises.told_between(connection, NOON, NOON + HOUR, ["reception"])] == [
            "reception"
        ]
        assert promises.queues_told(connection, NOON, NOON + HOUR) == {"nurse", "reception"}


def test_the_latest_come_first(database: Database) -> None:
    folded(database, record(5, 50, 20))
    with database.read() as connection:
        assert [(one.told_at - NOON).total_seconds() for one in promises.latest(connection, "nurse", 2)] == [50, 20]


def test_a_queue_that_falls_silent_is_told_once_and_keeps_its_moment(database: Database) -> None:
    with database.write() as connection:
        assert promises.set_calibration(connection, "nurse", Calibration(50, 20, may_speak=False), NOON)
        assert not promises.set_calibration(connection, "nurse", Calibration(50, 21, may_speak=False), NOON + HOUR)
        assert promises.silent_since(connection) == {"nurse": NOON}
        assert promises.set_calibration(connection, "nurse", Calibration(50, 45, may_speak=True), NOON + HOUR)
        assert promises.silent_since(connection) == {}


def test_a_queue_that_may_speak_from_the_start_has_not_turned(database: Database) -> None:
    with database.write() as connection:
        assert not promises.set_calibration(connection, "nurse", Calibration(3, 3, may_speak=True), NOON)
        assert promises.all_calibrations(connection) == {"nurse": Calibration(3, 3, may_speak=True)}
