"""Schedules: what is due goes out once, late when we were away, and not at all while paused."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.store import audit, projects, queues, report_orders, report_schedules, skills
from ivr.store.database import Database
from ivr.store.projects import Project
from ivr.store.queues import Queue
from ivr.store.report_orders import BY_HAND, OrderState
from ivr.store.report_schedules import ReportSchedule
from ivr.store.skills import Skill
from ivr.worker.report_desk import LOOKS, ReportDesk, ask_for_due, order_of

MONDAY = datetime(2026, 11, 23, 7, tzinfo=ZoneInfo("Europe/Budapest"))
WEEK = timedelta(days=7)


@pytest.fixture
def database(tmp_path: Path, fresh) -> Iterator[Database]:
    made = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    with made.write() as connection:
        projects.create(connection, Project("", "Clinic", "Clinic Ltd"))
        skills.create(connection, Skill("", "Nurse"))
        queues.create(connection, Queue("", "Nurse", "nurse", project="clinic"))
    yield made
    made.close()


@pytest.fixture
def weekly(database: Database) -> ReportSchedule:
    """A schedule that was made in the week before."""
    wanted = ReportSchedule("", "Weekly", project="clinic", recipients="a@example.org", formats="pdf csv")
    with database.write() as connection:
        made = report_schedules.create(connection, wanted).after
    ask_for_due(database, MONDAY - timedelta(days=3))
    return made


@pytest.fixture
def periods(database: Database) -> Callable[[], list[str]]:
    def found() -> list[str]:
        with database.read() as connection:
            return [one.period for one in report_orders.of_schedule(connection, "weekly")]

    return found


def test_before_its_hour_nothing_is_asked_and_from_then_on_once(database, weekly, periods) -> None:
    for at in (MONDAY - timedelta(minutes=1), MONDAY, MONDAY + timedelta(hours=1)):
        ask_for_due(database, at)

    assert periods() == ["2026-W47"]
    with database.read() as connection:
        [order] = report_orders.of_schedule(connection, "weekly")
        [told] = audit.search(connection, audit.AuditSearch(kind="report schedule"), 5)
    assert (order.recipients, order.formats, order.state) == (("a@example.org",), ("pdf", "csv"), OrderState.ASKED)
    assert (told.entry.verb, told.entry.id) == ("send report", "weekly")


def test_what_was_due_before_it_was_made_is_left_out(database, weekly, periods) -> None:
    assert periods() == []


def test_one_sent_by_hand_at_once_does_not_bring_what_was_due_before(database, periods) -> None:
    wanted = ReportSchedule("", "Weekly", project="clinic", recipients="a@example.org")
    with database.write() as connection:
        made = report_schedules.create(connection, wanted).after
        report_orders.ask(connection, order_of(made, "2026-W46", f"weekly{BY_HAND}1", MONDAY))
    ask_for_due(database, MONDAY)

    assert periods() == ["2026-W46"]


def test_after_weeks_of_being_away_the_latest_goes_out_once(database, weekly, periods) -> None:
    for _ in range(2):
        ask_for_due(database, MONDAY + 3 * WEEK + timedelta(days=2))

    assert periods() == ["2026-W50"]


def test_what_was_due_in_a_pause_is_left_out(database, weekly, periods) -> None:
    with database.write() as connection:
        paused = report_schedules.deactivate(connection, weekly).after
    ask_for_due(database, MONDAY)
    with database.write() as connection:
        report_schedules.activate(connection, paused)
    ask_for_due(database, MONDAY + timedelta(hours=1))
    assert periods() == []
    ask_for_due(database, MONDAY + WEEK)

    assert periods() == ["2026-W48"]


class Bench:
    """Counts the processes a desk starts; each waits to be ended."""

    def __init__(self) -> None:
        self.started: list[subprocess.Popen[bytes]] = []

    def __call__(self) -> "subprocess.Popen[bytes]":
        self.started.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))
        return self.started[-1]


def test_one_process_makes_them_and_another_follows_when_it_was_killed(database, weekly, tmp_path) -> None:
    bench = Bench()
    desk = ReportDesk(database, tmp_path, bench)
    for seconds in range(3):
        desk.round(MONDAY + timedelta(seconds=seconds))
    assert len(bench.started) == 1
    bench.started[0].kill()
    bench.started[0].wait()
    desk.round(MONDAY + LOOKS)
    assert len(bench.started) == 2
    bench.started[1].kill()
    bench.started[1].wait()
    for one in bench.started:
        one.stdin.close()


def test_without_orders_nothing_is_started(database, tmp_path) -> None:
    bench = Bench()
    ReportDesk(database, tmp_path, bench).round(MONDAY)

    assert bench.started == []
