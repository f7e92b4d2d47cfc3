"""How complete a range is, and the passports that say so."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.calls.events import AsteriskFound, AsteriskLost
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.reports.counts import Thresholds
from ivr.store import call_events, queue_rules
from ivr.store import completeness as module
from ivr.store.centre import Centre, Queue, Skill, save_centre
from ivr.store.completeness import completeness, legs_of_others, open_calls, passport_of
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import replace

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNTIL = NOON + timedelta(hours=1)


def filled(database: Database) -> None:
    visit = Visit("v", "c1", "nurse", NOON)
    lost = AsteriskLost(event_id="l", at=NOON + timedelta(minutes=5))
    found = AsteriskFound(event_id="f", at=NOON + timedelta(minutes=6))
    with database.write() as connection:
        queues = (Queue("nurse", "Nurse", "nurse"),)
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=queues))
        queue_rules.keep(connection, NOON)
        call_events.append(connection, [lost, found])
        replace(connection, [
            CallRecord("c1", NOON, visits=(visit,), witness="cel", disposition=Disposition.ABANDONED),
            CallRecord("c2", NOON),
        ])  # fmt: skip


def test_calls_of_a_witness_and_open_ones_are_counted_and_blind_times_named(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        seen = completeness(connection, NOON, UNTIL)
        of_queue = completeness(connection, NOON, UNTIL, "nurse")
    assert (seen.calls, seen.from_witness, seen.open, len(seen.blind)) == (2, 1, 1, 1)
    assert (of_queue.calls, of_queue.from_witness, of_queue.open) == (1, 1, 0)


def test_a_range_without_calls_is_complete(database: Database) -> None:
    with database.read() as connection:
        assert completeness(connection, NOON, UNTIL).witness_share is None


def test_a_passport_holds_the_rules_of_its_queue(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        shown = passport_of(connection, "service_level", "nurse", NOON, UNTIL)
        bare = passport_of(connection, "occupancy", None, NOON, UNTIL)
    assert [rule.thresholds for rule in shown.rules] == [Thresholds(20, 5)]
    assert (bare.rules, bare.figure.id) == ((), "occupancy")


def legs_filled(database: Database) -> None:
    """Two callers for the nurse: one of them, and the agent he talked with, known from Asterisk's record only."""
    filled(database)
    caller, other = Leg("c1-0", LegKind.CALLER, NOON, witness="cel"), Leg("c2-0", LegKind.CALLER, NOON)
    agent = Leg("c1-1", LegKind.AGENT, NOON, visit_id="v", agent="agent-anna", witness="cel")
    first = Visit("v", "c1", "nurse", NOON, left_at=UNTIL, outcome=VisitOutcome.ANSWERED, offers=1)
    second = Visit("w", "c2", "nurse", NOON)
    with database.write() as connection:
        replace(connection, [
            CallRecord("c1", NOON, visits=(first,), legs=(caller, agent), disposition=Disposition.SERVED),
            CallRecord("c2", NOON, visits=(second,), legs=(other,)),
        ])  # fmt: skip


def test_the_legs_of_a_queue_are_told_by_who_saw_them(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    legs_filled(database)
    of_nurse, of_ward = (Range(NOON, UNTIL, frozenset({queue})) for queue in ("nurse", "ward"))
    with database.read() as connection:
        seen = passport_of(connection, "service_level", "nurse", NOON, UNTIL).completeness
        assert (seen.legs, seen.legs_of_others, seen.engine_share) == (3, 2, 1 / 3)
        assert (open_calls(connection, of_nurse), open_calls(connection, of_ward)) == (1, 0)
        assert legs_of_others(connection, of_ward) == 0
        monkeypatch.setattr(module, "LEGS_COUNTED", 0)
        assert legs_of_others(connection, of_nurse) == 1
