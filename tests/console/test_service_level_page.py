"""The page of service levels: whose queues, which day, what is said beside the figures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.events import AsteriskFound, AsteriskLost
from ivr.store import call_events, projects, queues
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.projects import Project


@pytest.fixture
def folded(write, served, database: Database) -> None:
    write(served)
    refresh(database)


@pytest.fixture
def spring(database: Database, centre) -> None:
    """The nurses work for a project."""
    with database.write() as connection:
        projects.create(connection, Project("spring", "Spring", "Demo bank"))
        nurse = queues.of(connection, "nurse")
        queues.change(connection, replace(nurse, project="spring"))


def test_all_queues_stand_beside_each_other_with_their_sum(signed_in: FlaskClient, folded) -> None:
    page = signed_in.get("/service-level").text
    for told in ("Reception", "Nurse", "All queues", "100.0\N{NO-BREAK SPACE}%", "Monday, 23 November 2026"):
        assert told in page


def test_a_queue_is_told_by_half_hour_on_its_own_clock(signed_in: FlaskClient, folded) -> None:
    page = signed_in.get("/service-level?queue=reception").text
    for told in ("Europe/Budapest", "09:30", "12 s", "1 min 04 s", "whole day"):
        assert told in page
    assert "09:00" not in page


def test_the_rule_stands_beside_the_figures(signed_in: FlaskClient) -> None:
    page = signed_in.get("/service-level?queue=reception").text
    assert "V6: answered within 20 s ÷ (answered + abandoned after more than 5 s)" in page


def test_another_day_is_chosen(signed_in: FlaskClient, folded) -> None:
    page = signed_in.get("/service-level?queue=reception&day=2026-11-22").text
    assert "No call joined this queue on this day" in page
    assert 'data-test="day-after"' in page
    assert 'data-test="day-after"' not in signed_in.get("/service-level?queue=reception").text


@pytest.mark.parametrize("day", ["monday", "0001-01-01", "9999-12-31", "2026-02-30", "<script>"])
def test_what_is_no_day_is_said_to_be_none(signed_in: FlaskClient, day: str) -> None:
    answer = signed_in.get("/service-level", query_string={"day": day})
    assert answer.status_code == 200
    assert "This is no day; today is shown." in answer.text


def test_a_client_begins_with_the_queues_of_his_projects(as_role, folded, spring) -> None:
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    page = client.get("/", follow_redirects=True)
    assert page.request.path == "/service-level"
    assert "Nurse" in page.text
    assert "Reception" not in page.text


def test_a_client_is_not_told_of_other_queues(as_role, folded, spring) -> None:
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    assert client.get("/service-level?queue=reception").status_code == 404
    assert "reception" not in client.get("/service-level?format=csv").text.lower()


def test_a_client_without_a_queue_is_told_what_to_do(as_role, folded) -> None:
    assert "No queue to report on" in as_role(Role.CLIENT).get("/service-level").text


def test_an_agent_sees_no_reports(as_role) -> None:
    assert as_role(Role.AGENT).get("/service-level").status_code == 403


def test_when_asterisk_was_away_is_printed(signed_in: FlaskClient, database: Database, clock) -> None:
    began = clock() - timedelta(seconds=100)
    lost = AsteriskLost(event_id="lost", at=began)
    found = AsteriskFound(event_id="found", at=began + timedelta(seconds=40), version="22.10.1")
    again = AsteriskLost(event_id="again", at=began + timedelta(seconds=60))
    with database.write() as connection:
        call_events.append(connection, [lost, found, again])
    page = signed_in.get("/service-level").text
    assert page.count("Blind from") == 2
    assert "to now: Asterisk was away" in page
    assert "Blind from" not in signed_in.get("/service-level?day=2026-11-22").text
    assert signed_in.get("/service-level?format=csv").text.count("Blind from") == 2


def test_the_files_hold_what_the_page_shows(signed_in: FlaskClient, folded) -> None:
    every = signed_in.get("/service-level?format=csv").text.splitlines()
    assert every[0].startswith("\ufeffqueue,timezone,service_level,offered,answered,answered_within")
    assert [line.split(",")[0] for line in every[1:]] == ["Nurse", "Reception", "All queues"]
    half_hours = signed_in.get("/service-level?queue=reception&format=csv").text.splitlines()
    assert half_hours[1].startswith("2026-11-23T09:30:00+01:00,1.0,1,1,1")
    assert half_hours[-1].startswith("whole day,1.0,1,1,1")


def test_a_queue_out_of_use_is_shown_for_the_days_it_was_called(signed_in: FlaskClient, folded, database) -> None:
    with database.write() as connection:
        reception = queues.of(connection, "reception")
        queues.deactivate(connection, reception)
    assert "Reception" in signed_in.get("/service-level").text
    assert "Reception" not in signed_in.get("/service-level?day=2026-11-22").text
