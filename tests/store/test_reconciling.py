"""The history of a range, its counts and the witnesses' words are fetched and held against each other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import (
    AsteriskFound,
    AsteriskLost,
    CallEnded,
    CallQueued,
    CallStarted,
    Direction,
    Event,
)
from ivr.calls.ids import imported_id, leg_id, uuid7
from ivr.reports.discrepancy import Check
from ivr.reports.statement import Kind, Statement, Witness
from ivr.store import call_events, rollups, visits, witness_positions, witness_statements
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.position import Position
from ivr.store.reconciling import Reconciled, reconcile

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENDED_S = 40


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def call(number: int, begins_s: float = 0) -> list[Event]:
    own = uuid7(number, bytes(10))
    common = [{"event_id": f"{own}{step}", "at": at(begins_s + step), "call_id": own} for step in (0, 10, ENDED_S)]
    return [
        CallStarted(**common[0], direction=Direction.INBOUND, entry="menu:main", caller_id=None, dialled="100",
                    channel="PJSIP/far-end-1", linkedid=f"{number}.0", leg_id=leg_id(own, 0)),
        CallQueued(**common[1], visit_id=f"{own}-v", queue="nurse", skill="nurse", min_level=1, priority=0),
        CallEnded(**common[2], disposition=Disposition.ABANDONED, hung_up_by=Party.CALLER),
    ]  # fmt: skip


def said(number: int, begins_s: float = 0, *, named: bool = True) -> dict[str, Statement]:
    call_id = uuid7(number, bytes(10)) if named else None
    began, ended = at(begins_s), at(begins_s + ENDED_S)
    return {f"cdr:{number}": Statement(Witness.CDR, f"{number}.0", call_id, Kind.CALL, began, ended)}


def write(database: Database, events: list[Event], *statements: dict[str, Statement]) -> None:
    with database.write() as connection:
        call_events.append(connection, events)
        for some in statements:
            witness_statements.keep(connection, some)
        witness_positions.save(connection, Witness.CDR, Position(1, 1), at(-100_000))
        witness_positions.save(connection, Witness.CDR, Position(1, 1), at(100_000))
    refresh(database)


def held(database: Database, since_s: float = 0, until_s: float = 3600) -> Reconciled:
    with database.read() as connection:
        return reconcile(connection, at(since_s), at(until_s))


def test_calls_that_agree_give_the_books_and_nothing_else(database: Database) -> None:
    write(database, [*call(1), *call(2)], said(1), said(2))
    found = held(database)
    assert (found.found, found.calls.compared) == ((), {Witness.CDR: 2})
    assert [(row.queue, row.offered, row.abandoned, row.difference) for row in found.books] == [("nurse", 2, 2, 0)]


def test_a_call_without_a_word_of_the_witness_is_told(database: Database) -> None:
    write(database, [*call(1), *call(2)], said(1))
    assert [(one.check, one.call_id) for one in held(database).found] == [(Check.MISSING_THERE, uuid7(2, bytes(10)))]


def test_calls_of_another_systems_past_are_not_looked_for(database: Database) -> None:
    theirs, (began, _, ended) = imported_id(2, bytes(10)), call(2)
    left = replace(ended, call_id=theirs, disposition=Disposition.LEFT_MENU)  # type: ignore[call-arg]
    write(database, [*call(1), replace(began, call_id=theirs), left], said(1))  # type: ignore[call-arg]
    assert (held(database).found, held(database).calls.compared) == ((), {Witness.CDR: 1})


def test_a_call_nobody_wrote_down_is_told(database: Database) -> None:
    write(database, call(1), said(1), said(2, named=False))
    assert [(one.check, one.reference) for one in held(database).found] == [(Check.MISSING_HERE, "2.0")]


def test_a_call_begun_before_the_range_is_known_to_it(database: Database) -> None:
    late = {"cdr:late": Statement(Witness.CDR, "1.0", None, Kind.CALL, at(5), at(ENDED_S))}
    write(database, call(1), said(1), late)
    assert held(database, since_s=2).found == ()


def test_a_call_whose_record_is_days_off_is_shifted_and_not_missing(database: Database) -> None:
    write(database, call(1, begins_s=-86_000), said(1, begins_s=100))
    found = held(database, since_s=-86_400)
    assert {(one.check, one.call_id) for one in found.found} == {(Check.TIME_SHIFTED, uuid7(1, bytes(10)))}


def test_counts_that_are_not_what_the_visits_give_are_told(database: Database) -> None:
    write(database, call(1), said(1))
    with database.write() as connection:
        connection.execute(update(rollups.rollups).values(abandoned=7))
    (error,) = held(database).found
    assert (error.check, error.queue) == (Check.BOOKS, "nurse")
    assert (str(error.here), str(error.there)) == ("abandoned 7", "abandoned 1")


@pytest.mark.parametrize("damage", ["removed", "doubled", "moved into the next quarter"])
def test_visits_that_are_not_what_was_counted_are_told_with_their_interval(database: Database, damage: str) -> None:
    write(database, [*call(1), *call(2, begins_s=3600)], said(1), said(2, begins_s=3600))
    table = visits.visits
    with database.write() as connection:
        one = connection.execute(select(table).where(table.c.joined_at < at(3600))).mappings().one()
        connection.execute(delete(table).where(table.c.visit_id == one["visit_id"]))
        if damage == "doubled":
            connection.execute(insert(table), [dict(one), dict(one) | {"visit_id": "again"}])
        elif damage != "removed":
            connection.execute(insert(table), [dict(one) | {"joined_at": at(900)}])
    found = held(database, until_s=7200).found
    moved = [at(900)] if damage.startswith("moved") else []
    assert [(error.check, error.queue, error.at) for error in found] == [
        (Check.BOOKS, "nurse", start) for start in (NOON, *moved)
    ]


def test_a_time_nobody_saw_is_told(database: Database) -> None:
    lost, back = AsteriskLost(event_id="l", at=at(39)), AsteriskFound(event_id="f", at=at(50))
    write(database, [*call(1), lost, back])
    found = held(database)
    assert (found.blind, found.found) == (((at(39), at(50)),), ())
    assert found.calls.unwitnessed == (uuid7(1, bytes(10)),)


def test_a_late_event_changes_the_interval_it_belongs_to(database: Database) -> None:
    write(database, call(1)[:2], said(1))
    assert [(row.still_waiting, row.abandoned) for row in held(database).books] == [(1, 0)]
    write(database, call(1)[2:])
    assert [(row.still_waiting, row.abandoned) for row in held(database).books] == [(0, 1)]
    assert held(database).found == ()
