"""The rows that leave are those of the store, in order, with pseudonyms where numbers stand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import Direction
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.store.centre import Centre, Queue, Skill, save_centre
from ivr.store.database import Database
from ivr.store.export import EXPORTED
from ivr.store.folding import replace

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNTIL = NOON + timedelta(minutes=10)
PERSON, OURS = "+36301234567", "+3612345678"


def call(minute: int, direction: Direction = Direction.INBOUND) -> CallRecord:
    at, name = NOON + timedelta(minutes=minute), f"c{minute:02}"
    visit = Visit(f"{name}-v", name, "nurse", at, left_at=at + timedelta(seconds=7.5), outcome=VisitOutcome.ABANDONED)
    leg = Leg(f"{name}-0", LegKind.CALLER, rang_at=at, number=PERSON)
    return CallRecord(name, at, direction=direction, caller_id=PERSON, dialled=OURS, legs=(leg,), visits=(visit,))


def exported(database: Database, *records: CallRecord, hidden: bool = True) -> dict[str, list[dict[str, Any]]]:
    with database.write() as connection:
        queues = (Queue("nurse", "Nurse", "nurse", service_level_s=30, short_abandon_s=7),)
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=queues))
        replace(connection, records)
    with database.read() as connection:
        return {
            table.name: [
                dict(zip(table.columns, row, strict=True))
                for row in table.rows(connection, NOON, UNTIL, lambda text: text and "X" if hidden else text)
            ]
            for table in EXPORTED
        }


def test_what_began_in_the_range_is_in_it_in_order(database: Database) -> None:
    found = exported(database, call(9), call(10), call(0), call(5))
    assert [row["call_id"] for row in found["calls"]] == ["c00", "c05", "c09"]
    assert [row["call_id"] for row in found["legs"]] == ["c00", "c05", "c09"]
    assert [row["call_id"] for row in found["visits"]] == ["c00", "c05", "c09"]


def test_visits_carry_their_times_and_the_thresholds_in_force(database: Database) -> None:
    (visit,) = exported(database, call(1))["visits"]
    assert (visit["outcome"], visit["wait_s"], visit["talk_s"]) == ("abandoned", 7.5, None)
    assert (visit["threshold_s"], visit["short_abandon_s"]) == (30, 7)


def test_numbers_of_people_are_replaced_and_those_we_were_dialled_by_stay(database: Database) -> None:
    found = exported(database, call(1), call(2, Direction.OUTBOUND))
    inbound, outbound = found["calls"]
    assert (inbound["caller_id"], inbound["number"], inbound["dialled"]) == ("X", "X", OURS)
    assert outbound["dialled"] == "X"
    assert {leg["number"] for leg in found["legs"]} == {"X"}


def test_asked_for_the_numbers_are_as_they_are(database: Database) -> None:
    (row,) = exported(database, call(1), hidden=False)["calls"]
    assert (row["caller_id"], row["number"]) == (PERSON, PERSON[1:])


def test_each_row_is_placed_by_its_moment(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [call(3)])
    with database.read() as connection:
        moments = [table.moment(next(table.rows(connection, NOON, UNTIL, str))) for table in EXPORTED]
    assert moments == [NOON + timedelta(minutes=3)] * 3
