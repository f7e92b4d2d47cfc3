"""What a client's report is made of comes from the store."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    CallEnded,
    CallQueued,
    CallStarted,
    Direction,
    VisitEnded,
)
from ivr.reports.period import period_of
from ivr.store import call_events, menus, projects, queues, skills
from ivr.store.client_reports import menus_of, queues_of, read_report, zone_of
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.menus import Menu
from ivr.store.projects import Project
from ivr.store.queues import Queue
from ivr.store.skills import Skill

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def clinic(database: Database) -> Database:
    with database.write() as connection:
        projects.create(connection, Project("", "Clinic", "Clinic Ltd"))
        skills.create(connection, Skill("", "Nurse"))
        queues.create(connection, Queue("", "Nurse", "nurse", project="clinic"))
        queues.create(connection, Queue("", "Other", "nurse"))
    return database


def call(database: Database, number: int, queue: str, at: datetime) -> None:
    name = f"019aaaaa-0000-7000-8000-{number:012d}"
    leg = {"visit_id": f"{name}-v", "leg_id": f"{name}-1", "agent": "agent-anna"}
    steps = (
        (0, CallStarted, {"direction": Direction.INBOUND, "entry": "menu:main", "caller_id": None, "dialled": "1",
                          "channel": "c", "linkedid": "1.1", "leg_id": f"{name}-0"}),
        (1, CallQueued, {"visit_id": f"{name}-v", "queue": queue, "skill": "nurse", "min_level": 1, "priority": 0}),
        (2, AgentOffered, leg),
        (5, AgentConnected, leg),
        (5, VisitEnded, {"visit_id": f"{name}-v", "outcome": VisitOutcome.ANSWERED}),
        (65, AgentLegEnded, leg | {"hung_up_by": Party.CALLER}),
        (65, CallEnded, {"disposition": Disposition.SERVED, "hung_up_by": Party.CALLER}),
    )  # fmt: skip
    events = [
        kind(event_id=f"{name}-{place}", call_id=name, at=at + timedelta(seconds=seconds), **more)
        for place, (seconds, kind, more) in enumerate(steps)
    ]
    with database.write() as connection:
        call_events.append(connection, events)


def alone(database: Database, number: int, at: datetime) -> None:
    name = f"019aaaaa-0000-7000-8000-{number:012d}"
    started = CallStarted(event_id=f"{name}-0", call_id=name, at=at, direction=Direction.INBOUND, entry="menu:main",
                          caller_id=None, dialled="1", channel="c", linkedid="2.1", leg_id=f"{name}-l")  # fmt: skip
    ended = CallEnded(event_id=f"{name}-1", call_id=name, at=at, disposition=Disposition.SELF_SERVED,
                      hung_up_by=Party.CALLER)  # fmt: skip
    with database.write() as connection:
        call_events.append(connection, [started, ended])


def test_a_report_tells_of_its_projects_queues_and_period_alone(clinic: Database) -> None:
    october, september = datetime(2026, 10, 5, 9, tzinfo=UTC), datetime(2026, 9, 30, 21, 59, tzinfo=UTC)
    for number, (queue, at) in enumerate((("nurse", october), ("other", october), ("nurse", september))):
        call(clinic, number, queue, at)
    refresh(clinic)
    with clinic.read() as connection:
        report = read_report(connection, "clinic", period_of("2026-10"), NOW)

    assert report is not None
    assert (report.total.offered, report.before.offered, report.agents) == (1, 1, 1)
    assert (report.total.answered_wait_s, report.p50.seconds) == (4, 4)
    assert (report.asking.client, report.asking.zone.key) == ("Clinic Ltd", "Europe/Budapest")


def test_what_menus_of_the_project_alone_served_is_told(clinic: Database) -> None:
    menu = {"start": "hours", "nodes": {"nurse": {"kind": "queue", "queue": "nurse"}}}
    shared = {"nodes": menu["nodes"] | {"other": {"kind": "queue", "queue": "other"}}}
    with clinic.write() as connection:
        for one in (Menu("main", menu), Menu("shared", shared), Menu("words", {"nodes": {}})):
            menus.save_menu(connection, one)
        assert menus_of(connection, {"nurse"}) == {"main"}
    call(clinic, 1, "nurse", datetime(2026, 10, 5, 9, tzinfo=UTC))
    alone(clinic, 2, datetime(2026, 10, 5, 9, tzinfo=UTC))
    refresh(clinic)
    with clinic.read() as connection:
        report = read_report(connection, "clinic", period_of("2026-10"), NOW)

    assert report is not None
    assert report.without_agent_share == 0.5


def test_of_no_project_there_is_no_report(clinic: Database) -> None:
    with clinic.read() as connection:
        assert read_report(connection, "nowhere", period_of("2026-10"), NOW) is None


def test_the_clock_is_that_of_most_queues(clinic: Database) -> None:
    tokyo = Queue("t", "T", "nurse", timezone="Asia/Tokyo")
    with clinic.read() as connection:
        mine = queues_of(connection, "clinic")

    assert [one.id for one in mine] == ["nurse"]
    assert zone_of([*mine, tokyo]) == "Asia/Tokyo"  # of as many each the first by name
    assert zone_of([*mine, *mine, tokyo]) == "Europe/Budapest"
    assert zone_of([]) == "UTC"
