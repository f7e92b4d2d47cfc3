"""Percentiles are exact while there are few visits, and say how coarse they are when there are many."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import CallRecord, Visit
from ivr.reports.waits import Percentile
from ivr.store import percentiles
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import replace

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Range(NOON, NOON + timedelta(hours=1), frozenset({"nurse"}))


def answered(number: int, wait_s: float) -> CallRecord:
    left = NOON + timedelta(seconds=wait_s)
    visit = Visit(f"v{number}", f"c{number}", "nurse", NOON, left_at=left, outcome=VisitOutcome.ANSWERED)
    return CallRecord(visit.call_id, NOON, visits=(visit,))


@pytest.fixture
def ten(database: Database) -> Database:
    with database.write() as connection:
        replace(connection, [answered(number, 61.5 + number) for number in range(10)])
    return database


def test_of_few_visits_they_are_exact(ten: Database) -> None:
    with ten.read() as connection:
        found = percentiles.percentiles(connection, HOUR, "UTC")
    assert found == (Percentile(65.5), Percentile(69.5), Percentile(70.5))


def test_of_many_they_are_rounded_up_and_say_so(ten: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(percentiles, "MOST_VISITS", 9)
    with ten.read() as connection:
        found = percentiles.percentiles(connection, HOUR, "UTC")
    assert found == (Percentile(70, 5), Percentile(70, 5), Percentile(75, 5))


def test_of_nobody_there_are_none(database: Database) -> None:
    with database.read() as connection:
        assert percentiles.percentiles(connection, HOUR, "UTC", (0.5,)) == (Percentile(None),)


@pytest.mark.parametrize("most", [9, 100])
def test_of_each_queue_they_are_what_they_are_of_it_alone(
    ten: Database, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(percentiles, "MOST_VISITS", most)
    with ten.read() as connection:
        each, together = percentiles.of_each(connection, HOUR, "UTC")
        alone = percentiles.percentiles(connection, HOUR, "UTC")
    assert (each, together) == ({"nurse": alone}, alone)
