"""A past range by the rules of its time, and counted anew by others."""

from dataclasses import replace as other
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from ivr.calls.disposition import VisitOutcome
from ivr.hours.periods import Period
from ivr.reports.call_record import CallRecord, Visit
from ivr.reports.counts import Thresholds
from ivr.reports.service_level import Question
from ivr.store import level_report, queue_rules
from ivr.store.centre import Centre, Queue, Skill, queues, save_centre
from ivr.store.database import Database
from ivr.store.folding import replace

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
UNTIL = NOON + timedelta(hours=1)
ASKED = Question("nurse", NOON, UNTIL, UNTIL, ZoneInfo("UTC"), Period.HALF_HOUR)


def filled(database: Database) -> None:
    """Every minute somebody is answered after 15 s; from half past on 20 s became 10 s."""
    with database.write() as connection:
        skills = (Skill("nurse", "Nurse"),)
        save_centre(connection, Centre(skills=skills, queues=(Queue("nurse", "Nurse", "nurse", timezone="UTC"),)))
        queue_rules.keep(connection, NOON - timedelta(days=1))
        connection.execute(update(queues).values(service_level_s=10))
        queue_rules.keep(connection, NOON + timedelta(minutes=30))
        for minute in range(60):
            joined = NOON + timedelta(minutes=minute)
            left = joined + timedelta(seconds=15)
            visit = Visit(f"v{minute}", f"c{minute}", "nurse", joined, left_at=left, outcome=VisitOutcome.ANSWERED)
            replace(connection, [CallRecord(visit.call_id, joined, visits=(visit,))])


def test_each_half_hour_keeps_the_threshold_of_its_time(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        report = level_report.by_rule_in_force(connection, ASKED)
    assert [(row.threshold_s, row.service_level) for row in report.rows] == [(20, 1.0), (10, 0.0)]
    assert (report.total.threshold_s, report.total.service_level) == (None, 0.5)


def test_counted_anew_the_whole_range_has_one_threshold(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        for answer_s, level in ((15, 1.0), (14, 0.0), (14.5, 0.0), (15.5, 1.0)):  # on an edge, and between edges
            report = level_report.by_thresholds(connection, other(ASKED, thresholds=Thresholds(answer_s, 5)))
            assert (report.total.threshold_s, report.total.service_level) == (answer_s, level)


def test_a_range_between_quarters_is_counted_from_the_visits(database: Database) -> None:
    filled(database)
    asked = other(ASKED, since=NOON + timedelta(minutes=20), until=NOON + timedelta(minutes=40))
    with database.read() as connection:
        report = level_report.by_rule_in_force(connection, asked)
    assert [(row.offered, row.answered_within) for row in report.rows] == [(10, 10), (10, 0)]
    assert report.total.offered == 20


def test_queues_that_were_called_are_known(database: Database) -> None:
    filled(database)
    with database.read() as connection:
        assert level_report.queues_seen(connection, NOON, UNTIL) == {"nurse"}
        assert level_report.queues_seen(connection, UNTIL, UNTIL + timedelta(hours=1)) == set()
