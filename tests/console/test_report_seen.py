"""What a report reads: whose queues, by which clock, with which rules beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from werkzeug.exceptions import NotFound

from ivr.access.account import ALL, Scope
from ivr.console.report_seen import bounds, choices, passports, seen
from ivr.console.report_wish import ReportWish
from ivr.hours.zone import zone
from ivr.reports.counts import Thresholds
from ivr.reports.passport import Completeness
from ivr.store import queue_rules, queues, visits
from ivr.store.folding import refresh


@pytest.fixture
def today(clock, app) -> ReportWish:
    return ReportWish("today", clock().date(), clock().date())


def test_the_clock_is_the_one_most_queues_go_by(app, database) -> None:
    with database.write() as connection:
        queues.change(connection, replace(queues.of(connection, "nurse"), timezone="Asia/Tokyo"))
        found = choices(connection, ALL, "nurse", "")
        assert (found.zone.key, found.clocks) == ("Asia/Tokyo", 1)
        assert choices(connection, ALL, "", "").clocks == 2


def test_a_queue_outside_of_the_scope_is_not_there(app, database) -> None:
    with app.test_request_context(), database.read() as connection, pytest.raises(NotFound):
        choices(connection, Scope(queues=frozenset({"nurse"})), "reception", "")


def test_a_range_of_days_is_from_midnight_to_midnight(today: ReportWish) -> None:
    since, until = bounds(today, zone("Europe/Budapest"))
    assert until - since == timedelta(days=1)
    assert since.hour == 23


def test_all_queues_are_one_and_who_waits_is_counted(database, write, past, clock, today: ReportWish) -> None:
    waiting = past(9, minutes_ago=5)
    waiting.ring("+36201234567")
    waiting.wait(3, "nurse")
    write(waiting)
    refresh(database)
    with database.read() as connection:
        report = seen(connection, choices(connection, ALL, "", ""), today, clock())
    assert (report.total.offered, report.total.still_waiting) == (1, 1)
    assert sum(row.offered for row in report.rows) == 1


def test_the_rules_of_a_passport_are_those_in_force(app, database, clock, today: ReportWish) -> None:
    with database.write() as connection:
        queue_rules.keep(connection, clock() - timedelta(days=2))
        queues.change(connection, replace(queues.of(connection, "nurse"), service_level_s=45))
        queue_rules.keep(connection, clock())
        found = choices(connection, ALL, "nurse", "")
        times = (*bounds(today, found.zone), clock())
        rules = passports(connection, found.chosen, times)["service_level"].rules
    assert [rule.thresholds for rule in rules] == [Thresholds(20, 5), Thresholds(45, 5)]


def test_a_passport_tells_who_saw_the_legs_and_which_calls_are_not_over(database, write, past, clock, today) -> None:
    waiting = past(9, minutes_ago=5)
    waiting.ring("+36201234567")
    waiting.wait(3, "nurse")
    write(waiting)
    refresh(database)
    with database.write() as connection:
        connection.execute(update(visits.legs).values(witness="cel"))
        report = seen(connection, choices(connection, ALL, "nurse", ""), today, clock())
        elsewhere = seen(connection, choices(connection, ALL, "reception", ""), today, clock())
    found = report.passports["asa_s"].completeness
    assert (found.legs, found.legs_of_others, found.open, found.engine_share) == (1, 1, 1, 0.0)
    assert elsewhere.passports["asa_s"].completeness == Completeness()
