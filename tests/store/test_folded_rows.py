"""The rows of folded calls: those of a call folded again take the place of the older ones."""

from datetime import UTC, datetime

from sqlalchemy import select

from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.store import folded_rows
from ivr.store.database import Database
from ivr.store.visits import calls, legs, visits

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALLER, TALK = Leg("c-0", LegKind.CALLER, NOON), Leg("c-1", LegKind.AGENT, NOON, NOON, agent="agent-anna", visit_id="v")


def kept(database: Database, *folded: CallRecord) -> list[list[tuple]]:
    with database.write() as connection:
        for one in folded:
            folded_rows.replace(connection, [one])
        wishes = (
            select(calls.c.call_id, calls.c.number, calls.c.ended_at),
            select(legs.c.leg_id, legs.c.agent, legs.c.answered_at).order_by(legs.c.leg_id),
            select(visits.c.visit_id, visits.c.transferred, visits.c.wrap_ended_at),
        )
        return [[tuple(row) for row in connection.execute(wish)] for wish in wishes]


def record(**fields) -> CallRecord:
    visit = Visit("v", "c", "nurse", NOON, transferred=True)
    return CallRecord("c", NOON, caller_id="+36 20 123", legs=(CALLER, TALK), visits=(visit,), **fields)


def test_legs_of_agents_and_of_others_are_kept_with_what_each_has(database: Database) -> None:
    assert kept(database, record()) == [
        [("c", "3620123", None)],
        [("c-0", None, None), ("c-1", "agent-anna", NOON)],
        [("v", True, None)],
    ]


def test_a_call_folded_again_takes_the_place_of_what_it_was(database: Database) -> None:
    assert kept(database, record(), record(ended_at=NOON))[0] == [("c", "3620123", NOON)]
