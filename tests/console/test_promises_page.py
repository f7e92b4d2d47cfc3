"""The page of promises: what callers were told on a day, and what was kept."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.events import WaitAnnounced
from ivr.reports.promises import Calibration
from ivr.store import projects, promises, queues
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.projects import Project


@pytest.fixture
def told(write, served, database: Database) -> None:
    visit = next(event.visit_id for event in served.events if hasattr(event, "visit_id"))
    served.add(5, WaitAnnounced, visit_id=visit, less_than_s=60, position=2, p50_s=20.0, p80_s=40.0)
    write(served)
    refresh(database)


def test_every_queue_stands_beside_what_it_kept(signed_in: FlaskClient, told) -> None:
    page = signed_in.get("/promises").text
    for words in ("Reception", "Nurse", "100.0\u00a0%", "Monday, 23 November 2026"):
        assert words in page


def test_a_queue_is_told_by_half_hour_on_its_own_clock(signed_in: FlaskClient, told) -> None:
    page = signed_in.get("/promises?queue=reception").text
    for words in ("Europe/Budapest", "09:30", "whole day"):
        assert words in page


def test_a_queue_that_fell_silent_is_named_with_the_reason(
    signed_in: FlaskClient, told, database: Database, clock
) -> None:
    with database.write() as connection:
        promises.set_calibration(connection, "reception", Calibration(50, 20, may_speak=False), clock())
    assert "Reception says no waiting times since" in signed_in.get("/promises").text


def test_a_day_without_announcements_says_what_to_do(signed_in: FlaskClient, told) -> None:
    page = signed_in.get("/promises?queue=nurse").text
    assert "Nobody was told anything in this queue on this day" in page


@pytest.mark.parametrize("day", ["monday", "0001-01-01", "<script>"])
def test_what_is_no_day_is_said_to_be_none(signed_in: FlaskClient, day: str) -> None:
    answer = signed_in.get("/promises", query_string={"day": day})
    assert answer.status_code == 200
    assert "This is no day; today is shown." in answer.text


def test_a_client_sees_the_queues_of_his_projects_only(as_role, told, database: Database) -> None:
    with database.write() as connection:
        projects.create(connection, Project("spring", "Spring", "Demo bank"))
        queues.change(connection, replace(queues.of(connection, "nurse"), project="spring"))
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    assert "Reception" not in client.get("/promises").text
    assert client.get("/promises?queue=reception").status_code == 404


def test_an_agent_may_not_look(as_role) -> None:
    assert as_role(Role.AGENT).get("/promises").status_code == 403


def test_both_tables_come_as_csv(signed_in: FlaskClient, told) -> None:
    every = signed_in.get("/promises?format=csv").text.splitlines()
    assert every[0].endswith(
        "queue,timezone,announcements,promised,kept,broken,not_known,kept_share,bias_s,mean_error_s,p90_error_s"
    )
    half_hours = signed_in.get("/promises?queue=reception&format=csv").text.splitlines()
    assert half_hours[-1].startswith("whole day,1,1,1")
    assert len(half_hours) == 1 + 20 + 1  # from midnight to ten o'clock
