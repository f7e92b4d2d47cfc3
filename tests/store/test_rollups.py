"""The rollups are what counting the visits anew gives, whatever was folded in which order."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from ivr.calls.disposition import VisitOutcome
from ivr.hours.periods import Period
from ivr.reports.call_record import CallRecord, Visit
from ivr.reports.counts import SUMS, Counts, Thresholds, ended_counts
from ivr.reports.quarters import Quarter, quarter_of
from ivr.reports.waits import edge_of
from ivr.store import agent_sums, figures, queue_rules, rollups, visits
from ivr.store.centre import Centre, Queue, Skill, queues, save_centre
from ivr.store.database import Database
from ivr.store.figures import Part, Range
from ivr.store.folding import rebuild, replace
from ivr.store.pieces import pieces

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Range(NOON, NOON + timedelta(hours=1))
NURSE = Centre(skills=(Skill("nurse", "Nurse"),), queues=(Queue("nurse", "Nurse", "nurse", service_level_s=10),))


@dataclass(frozen=True)
class Told:
    """One call as it is folded once."""

    call: int
    queue: str
    joined_s: int
    wait_us: int
    outcome: VisitOutcome | None
    agent: str
    talk_s: int | None


told = st.builds(
    Told,
    st.integers(1, 4), st.sampled_from(["nurse", "reception"]), st.integers(0, 3500), st.integers(0, 40_000_000),
    st.one_of(st.none(), st.sampled_from(list(VisitOutcome))), st.sampled_from(["anna", "bela"]),
    st.one_of(st.none(), st.integers(0, 300)),
)  # fmt: skip


def record(one: Told) -> CallRecord:
    joined = NOON + timedelta(seconds=one.joined_s)
    left = None if one.outcome is None else joined + timedelta(microseconds=one.wait_us)
    visit = Visit(f"v{one.call}", f"c{one.call}", one.queue, joined, left_at=left, outcome=one.outcome)
    if left is not None and one.outcome is VisitOutcome.ANSWERED:
        visit.agent, visit.connected_at = one.agent, left
        visit.talk_ended_at = None if one.talk_s is None else left + timedelta(seconds=one.talk_s)
        visit.wrap_ended_at = None if visit.talk_ended_at is None else visit.talk_ended_at + timedelta(seconds=3)
    return CallRecord(visit.call_id, joined, visits=(visit,))


def fold_all(database: Database, *found: Told) -> None:
    for one in found:
        with database.write() as connection:
            replace(connection, [record(one)])


def kept(database: Database) -> dict[tuple[str, datetime], Counts]:
    with database.read() as connection:
        return {(row.queue, row.start): row.counts for row in pieces(connection, HOUR, Period.QUARTER, "UTC")}


def counted_anew(database: Database, limits: dict[str, Thresholds]) -> dict[tuple[str, datetime], Counts]:
    made: dict[tuple[str, datetime], Counts] = {}
    with database.read() as connection:
        for visit in visits.joined_between(connection, HOUR.since, HOUR.until):
            key = (visit.queue, quarter_of(visit.joined_at))
            made[key] = made.get(key, Counts()) + ended_counts(visit, limits.get(visit.queue, Thresholds()))
    return made


def rounded(found: dict[tuple[str, datetime], Counts]) -> dict[tuple[str, datetime], list[float | None]]:
    # The kept sums are exact; those made here of floats are not.
    longest = ("longest_answered_s", "longest_wait_s")
    values = {key: [getattr(counts, name) for name in (*SUMS, *longest)] for key, counts in found.items()}
    return {key: [None if one is None else round(one, 6) for one in some] for key, some in values.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(told, max_size=12))
def test_whatever_is_folded_in_any_order_the_rollups_are_what_the_visits_give(
    database: Database, found: list[Told]
) -> None:
    with database.write() as connection:
        save_centre(connection, NURSE)
    fold_all(database, *found)
    assert rounded(kept(database)) == rounded(counted_anew(database, {"nurse": Thresholds(10, 5)}))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(told, max_size=12))
def test_agents_and_waits_are_what_the_visits_give(database: Database, found: list[Told]) -> None:
    fold_all(database, *found)
    with database.read() as connection:
        by_agent = agent_sums.talks(connection, HOUR)
        lengths = figures.waits(connection, Part(rollups.rollups, HOUR))
        rows = visits.joined_between(connection, HOUR.since, HOUR.until)
    talked = [visit for visit in rows if visit.outcome is VisitOutcome.ANSWERED]
    assert {agent: counts.answered for agent, counts in by_agent.items()} == Counter(visit.agent for visit in talked)
    assert sum(counts.talk_s for counts in by_agent.values()) == sum(visit.talk_s or 0 for visit in talked)
    edges = Counter((visit.queue, edge_of(visit.wait_s or 0)) for visit in talked)
    assert {(queue, edge): n for queue, some in lengths.items() for edge, n in some.items()} == edges


CALL = Told(1, "nurse", 60, 8_000_000, VisitOutcome.ANSWERED, "anna", 100)


def test_a_past_quarter_keeps_the_threshold_it_began_with(database: Database) -> None:
    with database.write() as connection:
        save_centre(connection, NURSE)
        queue_rules.keep(connection, NOON - timedelta(hours=1))
    fold_all(database, CALL)
    with database.write() as connection:
        connection.execute(update(queues).values(service_level_s=5))
        queue_rules.keep(connection, NOON + timedelta(minutes=10))
    fold_all(database, Told(2, "nurse", 70, 8_000_000, VisitOutcome.ANSWERED, "anna", 100))
    fold_all(database, Told(3, "nurse", 1000, 8_000_000, VisitOutcome.ANSWERED, "anna", 100))
    with database.read() as connection:
        rows = pieces(connection, HOUR, Period.QUARTER, "UTC")
    assert [(row.counts.answered_within, row.thresholds.answer_s) for row in rows] == [(2, 10), (0, 5)]


def test_a_longest_wait_that_was_told_wrongly_is_measured_again(database: Database) -> None:
    fold_all(database, Told(1, "nurse", 60, 30_000_000, VisitOutcome.ABANDONED, "anna", None), CALL)
    assert [counts.longest_wait_s for counts in kept(database).values()] == [8]


def test_a_quarter_whose_visit_turned_out_to_be_elsewhere_is_not_told(database: Database) -> None:
    fold_all(database, Told(1, "fallback", 60, 0, None, "anna", None), CALL)
    assert [queue for queue, _ in kept(database)] == ["nurse"]


def test_rebuilding_counts_nothing_twice_and_keeps_thresholds(database: Database) -> None:
    with database.write() as connection:
        save_centre(connection, NURSE)
    fold_all(database, CALL)
    rebuild(database)
    assert kept(database) == {}
    with database.read() as connection:
        assert connection.execute(select(rollups.rollups.c.service_level_s)).scalars().all() == [10]


def test_a_fold_that_says_the_same_writes_nothing(database: Database) -> None:
    fold_all(database, CALL)
    with database.write() as connection:
        connection.execute(update(rollups.rollups).values(offered=7))
    fold_all(database, CALL)
    assert [counts.offered for counts in kept(database).values()] == [7]


def test_a_quarter_is_of_a_queue_and_its_thresholds(database: Database) -> None:
    fold_all(database, CALL)
    with database.read() as connection:
        (row,) = pieces(connection, HOUR, Period.QUARTER, "UTC")
    assert row == Quarter("nurse", NOON, row.counts, Thresholds(20, 5))
    assert row.counts.answered_wait_s == pytest.approx(8)
