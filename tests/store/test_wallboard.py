"""The wallboard as it is read: today and the half hour by each queue's clock, live rows, only what one may see."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import VisitOutcome
from ivr.hours.zone import zone
from ivr.reports.call_record import CallRecord, Visit
from ivr.reports.live_rows import LiveAgent, LiveChanges, LiveQueue
from ivr.reports.service_level import Question, interval_rows
from ivr.reports.wallboard import Wallboard
from ivr.store import live, visits, wallboard
from ivr.store.centre import Agent, Centre, Queue, Skill, save_centre
from ivr.store.database import Database
from ivr.store.folding import replace

NOW = datetime(2026, 11, 22, 12, 10, tzinfo=UTC)
CENTRE = Centre(
    skills=(Skill("nurse", "Nurse"), Skill("desk", "Desk")),
    agents=(
        Agent("anna", "Anna", phone_secret="x", extension="101", skills={"nurse": 5}),
        Agent("bela", "Bela", phone_secret="x", extension="102", skills={"desk": 5}),
        Agent("gone", "Gone", phone_secret="x", extension="103", skills={"desk": 5}, active=False),
    ),
    queues=(
        Queue("nurse", "Nurse", "nurse", timezone="Europe/Budapest"),
        Queue("desk", "Desk", "desk", timezone="Asia/Kathmandu"),
        Queue("old", "Old", "desk", active=False),
    ),
)


def visit(number: int, queue: str, minutes_ago: float, wait_s: float | None = 10) -> CallRecord:
    joined = NOW - timedelta(minutes=minutes_ago)
    found = Visit(f"v{number}", f"c{number}", queue, joined)
    if wait_s is not None:
        found.connected_at = found.left_at = joined + timedelta(seconds=wait_s)
        found.talk_ended_at = found.wrap_ended_at = found.left_at + timedelta(seconds=60)
        found.outcome, found.agent = VisitOutcome.ANSWERED, "anna"
    return CallRecord(found.call_id, joined, visits=(found,))


@pytest.fixture
def filled(database: Database) -> Database:
    records = [
        visit(1, "nurse", 5), visit(2, "nurse", 15), visit(3, "nurse", 14 * 60), visit(4, "nurse", 2, None),
        visit(5, "desk", 5), visit(6, "desk", 20), visit(7, "old", 5),
    ]  # fmt: skip
    agents = (LiveAgent("anna", "available", None, NOW),)
    with database.write() as connection:
        save_centre(connection, CENTRE)
        replace(connection, records)
        live.apply(connection, LiveChanges(agents=agents, queues=(LiveQueue("nurse", 1, NOW),)))
    return database


def read(database: Database, only: frozenset[str] | None = None) -> Wallboard:
    with database.read() as connection:
        return wallboard.read(connection, NOW, only)


def test_each_queues_today_and_half_hour_are_by_its_own_clock(filled: Database) -> None:
    rows = {row.queue: (row.half_hour.offered, row.today.offered) for row in read(filled).queues}
    # 12:10 UTC is 13:10 in Budapest, and 17:55 in Kathmandu, where the half hour began at 11:45 UTC.
    assert rows == {"nurse": (2, 3), "desk": (2, 2)}


def test_who_waits_is_in_the_budget(filled: Database) -> None:
    nurse = read(filled).queues[1]
    assert (nurse.queue, nurse.waiting, nurse.budget.kept, nurse.budget.missed) == ("nurse", 1, 1, 1)


def test_agents_are_the_active_ones(filled: Database) -> None:
    assert [(row.agent, row.state, row.answered) for row in read(filled).agents] == [
        ("anna", "available", 6),
        ("bela", "logged_out", 0),
    ]


def test_who_may_see_some_queues_sees_those_and_their_agents(filled: Database) -> None:
    board = read(filled, frozenset({"nurse"}))
    assert ([row.queue for row in board.queues], [row.agent for row in board.agents]) == (["nurse"], ["anna"])
    assert (board.centre.today.offered, board.centre.waiting) == (3, 1)


def test_who_may_see_no_queue_sees_nothing(filled: Database) -> None:
    board = read(filled, frozenset())
    assert (board.queues, board.agents, board.centre.today.offered) == ((), (), 0)


def test_half_hours_of_a_queue_are_those_of_its_visits(filled: Database) -> None:
    nurse = CENTRE.queues[0]
    question = Question("nurse", wallboard.day_of(nurse.timezone, NOW), NOW, NOW, zone(nurse.timezone))
    with filled.read() as connection:
        found = visits.joined_between(connection, question.since, NOW)
        rows = wallboard.half_hours(connection, nurse, NOW)
    assert rows == interval_rows(found, question)
    assert sum(row.offered for row in rows) == 3
