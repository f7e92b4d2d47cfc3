"""What agents did in a range is what its quarters of an hour give, read from days where it holds whole ones."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from ivr.calls.disposition import VisitOutcome
from ivr.reports.agent_time import Span, within
from ivr.reports.call_record import CallRecord, Visit
from ivr.store import agent_rollups, agent_sums
from ivr.store.agent_rollups import agent_day_pauses, agent_days, agent_pauses
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import replace

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
STATES = ("available", "on_call", "wrap_up", "paused", "logged_out")


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def spans(agent: str) -> list[Span]:
    """Five days of states of 100 minutes, some of them across midnight."""
    return [
        Span(agent, at(step * 5 / 3), at((step + 1) * 5 / 3), STATES[step % 5], "lunch" if step % 2 else None)
        for step in range(72)
    ]


def talked(hours: float) -> CallRecord:
    left = at(hours) + timedelta(seconds=7)
    visit = Visit(f"v{hours}", f"c{hours}", "nurse", at(hours), connected_at=left, left_at=left, agent="anna",
                  talk_ended_at=left + timedelta(seconds=60), outcome=VisitOutcome.ANSWERED)  # fmt: skip
    return CallRecord(visit.call_id, visit.joined_at, visits=(visit,))


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        agent_rollups.follow(connection, [], [*spans("anna"), *spans("bela")])
        replace(connection, [talked(hours) for hours in (1, 23.5, 30, 71, 100)])
    return database


@pytest.mark.parametrize(("since", "until"), [(0, 120), (5, 90.25), (0, 24), (3, 9), (23, 49), (24, 200)])
def test_a_range_is_what_its_states_come_to(filled: Database, since: float, until: float) -> None:
    with filled.read() as connection:
        found = agent_sums.times(connection, Range(at(since), at(until)))
        talks = agent_sums.talks(connection, Range(at(since), at(until), frozenset({"anna"})))
    made = within(spans("anna"), at(since), at(until))
    assert {found["anna"].pauses[reason] for reason in made.pauses} == set(made.pauses.values())
    assert (found["anna"].on_call_s, found["bela"].paused_s) == (made.on_call_s, made.paused_s)
    hours = [one for one in (1, 23.5, 30, 71, 100) if since <= one < until]
    assert {agent: counts.talk_s for agent, counts in talks.items()} == ({"anna": 60 * len(hours)} if hours else {})


def test_whole_days_are_read_from_days_alone(filled: Database) -> None:
    days = Range(at(24), at(72))
    with filled.write() as connection:
        before = agent_sums.times(connection, days)
        connection.execute(update(agent_rollups.agent_rollups).values(on_call_us=0))
        connection.execute(delete(agent_pauses))
        assert agent_sums.times(connection, days) == before
        for table in (agent_days, agent_day_pauses):
            connection.execute(delete(table))
        assert agent_sums.times(connection, days) == {}


def test_a_call_taken_away_is_gone_from_its_day(filled: Database) -> None:
    with filled.write() as connection:
        replace(connection, [CallRecord("c30", at(30))])
        found = agent_sums.talks(connection, Range(at(24), at(48)))
    assert found == {}
