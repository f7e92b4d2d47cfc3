"""People who rang a queue again are found in the folded calls."""

from dataclasses import replace as other
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import Direction
from ivr.reports.call_record import CallRecord, Visit
from ivr.store import contacts, queue_rules
from ivr.store.centre import Centre, Queue, Skill, queues, save_centre
from ivr.store.contacts import AgainAsked
from ivr.store.database import Database
from ivr.store.folding import replace

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = (NOON, NOON + timedelta(days=1))
NOW = NOON + timedelta(days=30)


def rang(number: int, day: float, caller: str | None, queue: str = "nurse", direction=Direction.INBOUND) -> CallRecord:
    joined = NOON + timedelta(days=day)
    end = joined + timedelta(minutes=1)
    visit = Visit(f"v{number}", f"c{number}", queue, joined, connected_at=joined, left_at=joined, talk_ended_at=end,
                  outcome=VisitOutcome.ANSWERED)  # fmt: skip
    return CallRecord(visit.call_id, joined, direction, caller_id=caller, visits=(visit,))


def test_only_people_who_rang_the_same_queue_again_came_again(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [
            rang(1, 0, "+3611"), rang(2, 2, "+3611"), rang(3, 0.1, "+3612"), rang(4, 2, "+3612", "billing"),
            rang(5, 0.2, None), rang(6, -2, "+3612"),
        ])  # fmt: skip
        row = contacts.rows(connection, AgainAsked(("nurse",), *DAY), NOW)["nurse"]
    assert (row.answered, row.resolved, row.came_again, row.anonymous, row.fcr) == (3, 1, 1, 1, 0.5)
    assert (row.numbers, row.repeating) == (2, 1)


def test_a_call_of_ours_is_no_contact_of_theirs(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [rang(1, 0, "+3611"), rang(2, 2, "+3611", direction=Direction.OUTBOUND)])
        assert contacts.rows(connection, AgainAsked(("nurse",), *DAY), NOW)["nurse"].fcr == 1.0


def test_each_contact_is_told_by_the_days_of_its_time_and_anew_by_others(database: Database) -> None:
    with database.write() as connection:
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=(Queue("nurse", "Nurse", "nurse"),)))
        queue_rules.keep(connection, NOON - timedelta(days=9))
        connection.execute(update(queues).values(contact_days=1))
        queue_rules.keep(connection, NOON + timedelta(days=3))
        replace(connection, [rang(1, 0, "+3611"), rang(2, 2, "+3611"), rang(3, 4, "+3612"), rang(4, 6, "+3612")])
        both = AgainAsked(("nurse",), NOON, NOON + timedelta(days=8))
        late = other(both, since=NOON + timedelta(days=4))
        found = [contacts.rows(connection, one, NOW)["nurse"] for one in (both, late, other(late, days=7))]
    assert [(row.days, row.came_again, row.repeating) for row in found] == [(None, 1, 1), (1, 0, 0), (7, 1, 1)]


def test_queues_are_told_apart_in_one_reading(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [rang(1, 0, "+3611"), rang(2, 0.1, "+3611", "billing"), rang(3, 0.2, "+3611")])
        found = contacts.rows(connection, AgainAsked(("nurse", "billing", "night"), *DAY), NOW)
        each = list(contacts.numbers(connection, AgainAsked(("nurse", "billing"), *DAY)))
    assert [(found[queue].came_again, found[queue].resolved) for queue in ("nurse", "billing", "night")] == [
        (1, 1), (0, 1), (0, 0),
    ]  # fmt: skip
    assert sorted(each) == [("3611", False), ("3611", True)]
