"""A threshold holds from the moment it was changed; what was counted before keeps the old one."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from ivr.reports.counts import Thresholds
from ivr.reports.passport import RuleInForce
from ivr.store import queue_rules
from ivr.store.centre import Centre, Queue, Skill, queues, save_centre
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NURSE = Centre(skills=(Skill("nurse", "Nurse"),), queues=(Queue("nurse", "Nurse", "nurse", service_level_s=10),))
FIRST, SECOND = RuleInForce(None, Thresholds(10, 5)), RuleInForce(NOON, Thresholds(30, 5))
HOUR = timedelta(hours=1)


def changed_at_noon(database: Database) -> None:
    with database.write() as connection:
        save_centre(connection, NURSE)
        queue_rules.keep(connection, NOON - 5 * HOUR)
        connection.execute(update(queues).values(service_level_s=30))
        queue_rules.keep(connection, NOON)
        queue_rules.keep(connection, NOON + HOUR)


def test_the_first_rule_has_always_held_and_the_next_one_since_its_change(database: Database) -> None:
    changed_at_noon(database)
    moments = [(NOON - 99 * HOUR, "nurse"), (NOON, "nurse"), (NOON, "unknown")]
    with database.read() as connection:
        found = queue_rules.in_force(connection, moments)
    assert found == {moments[0]: FIRST, moments[1]: SECOND}


def test_the_rules_of_a_range_are_those_that_held_at_any_time_in_it(database: Database) -> None:
    changed_at_noon(database)
    with database.read() as connection:
        assert queue_rules.between(connection, "nurse", NOON - HOUR, NOON + HOUR) == (FIRST, SECOND)
        assert queue_rules.between(connection, "nurse", NOON - HOUR, NOON) == (FIRST,)
        assert queue_rules.between(connection, "nurse", NOON, NOON + HOUR) == (SECOND,)


def test_a_clock_that_was_set_back_loses_no_rule(database: Database) -> None:
    changed_at_noon(database)
    with database.write() as connection:
        connection.execute(update(queues).values(service_level_s=40))
        queue_rules.keep(connection, NOON - HOUR)
        rules = queue_rules.between(connection, "nurse", NOON, NOON + HOUR)
    assert [rule.thresholds.answer_s for rule in rules] == [30, 40]
