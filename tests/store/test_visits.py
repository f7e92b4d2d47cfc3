"""Folded rows are replaced whole and read by the time of joining."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import CallRecord, Visit
from ivr.store import folded_rows, visits
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def record(queue: str = "nurse") -> CallRecord:
    left = NOON + timedelta(seconds=9)
    visit = Visit("v", "c", queue, NOON, left_at=left, outcome=VisitOutcome.ABANDONED)
    return CallRecord("c", NOON, visits=(visit,))


def replaced(database: Database, *records: CallRecord, queues: list[str] | None = None) -> list[Visit]:
    for one in records:
        with database.write() as connection:
            folded_rows.replace(connection, [one])
    with database.read() as connection:
        return visits.joined_between(connection, NOON, NOON + timedelta(minutes=1), queues)


def test_a_visit_comes_back_as_it_was_folded(database: Database) -> None:
    assert replaced(database, record()) == list(record().visits)


def test_a_call_folded_again_replaces_its_rows(database: Database) -> None:
    assert [visit.queue for visit in replaced(database, record(), record("reception"))] == ["reception"]


def test_queues_can_be_chosen(database: Database) -> None:
    assert replaced(database, record(), queues=["reception"]) == []


def test_the_end_of_a_range_is_not_in_it(database: Database) -> None:
    replaced(database, record())
    with database.read() as connection:
        assert visits.joined_between(connection, NOON - timedelta(hours=1), NOON) == []
