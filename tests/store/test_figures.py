"""Counts come back summed for who was asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from ivr.calls.disposition import VisitOutcome
from ivr.hours.periods import Period
from ivr.reports.call_record import CallRecord, Visit
from ivr.store import agent_sums, figures
from ivr.store.database import Database
from ivr.store.figures import Part, Range
from ivr.store.folding import replace
from ivr.store.pieces import pieces
from ivr.store.rollups import rollups

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Range(NOON, NOON + timedelta(hours=1))


def answered(number: int, queue: str, joined_min: float, wait_s: float) -> CallRecord:
    joined = NOON + timedelta(minutes=joined_min)
    left = joined + timedelta(seconds=wait_s)
    visit = Visit(
        f"v{number}", f"c{number}", queue, joined, connected_at=left, left_at=left, agent="anna",
        talk_ended_at=left + timedelta(seconds=60), wrap_ended_at=left + timedelta(seconds=70),
        outcome=VisitOutcome.ANSWERED,
    )  # fmt: skip
    return CallRecord(visit.call_id, joined, visits=(visit,))


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        replace(
            connection, [answered(1, "nurse", 0, 4.5), answered(2, "nurse", 20, 30), answered(3, "reception", 1, 2)]
        )
    return database


def test_sums_are_made_over_the_quarters_of_each_queue(filled: Database) -> None:
    with filled.read() as connection:
        found = figures.sums(connection, HOUR)
    nurse = found["nurse"]
    assert (nurse.offered, nurse.answered_within, nurse.answered_wait_s, nurse.longest_wait_s) == (2, 1, 34.5, 30)
    assert set(found) == {"nurse", "reception"}


def test_the_queues_can_be_chosen(filled: Database) -> None:
    with filled.read() as connection:
        assert set(figures.sums(connection, Range(HOUR.since, HOUR.until, frozenset({"reception"})))) == {"reception"}
        assert pieces(connection, Range(HOUR.since, HOUR.until, frozenset()), Period.QUARTER, "UTC") == []


def test_the_end_of_a_range_is_not_in_it(filled: Database) -> None:
    with filled.read() as connection:
        assert figures.sums(connection, Range(NOON - timedelta(hours=1), NOON)) == {}


def test_an_agents_calls_are_summed_over_queues(filled: Database) -> None:
    with filled.read() as connection:
        anna = agent_sums.talks(connection, HOUR)["anna"]
    assert (anna.answered, anna.handled, anna.talk_s, anna.wrap_s) == (3, 3, 180, 30)


def test_waits_are_counted_by_length(filled: Database) -> None:
    with filled.read() as connection:
        assert figures.waits(connection, Part(rollups, HOUR)) == {"nurse": {5: 1, 30: 1}, "reception": {2: 1}}


def test_a_total_is_made_for_each_rule_its_quarters_were_counted_by(filled: Database) -> None:
    with filled.write() as connection:
        connection.execute(update(rollups).where(rollups.c.start > NOON).values(service_level_s=60))
        found = figures.totals(connection, Range(HOUR.since, HOUR.until, frozenset({"nurse"})))
    assert sorted((one.thresholds.answer_s, one.counts.offered) for one in found) == [(20, 1), (60, 1)]
