"""The calls behind a figure make the figure."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console.report_page import COLUMNS
from ivr.store import projects, queues
from ivr.store.folding import refresh
from ivr.store.projects import Project

BEHIND = "/reports/behind?range=today"


@pytest.fixture
def folded(write, served, past, database) -> None:
    lost = past(2, minutes_ago=20)
    lost.ring("+36207654321")
    lost.wait(3, "reception")
    write(served, lost)
    refresh(database)


def figure(page: str) -> str:
    found = re.search(r"data-figure>([^<]*)<", page)
    assert found
    return found[1]


@pytest.mark.parametrize("name", COLUMNS)
def test_their_sum_is_what_the_report_shows(signed_in: FlaskClient, folded, name: str) -> None:
    report = signed_in.get("/reports?queue=reception").text
    cell = re.search(rf"figure={name}\"[^>]*>(?:<strong>)?([^<]*)<", report)
    behind = figure(signed_in.get(f"{BEHIND}&queue=reception&figure={name}").text)
    assert behind == (cell[1] if cell else behind)
    assert cell or behind in {"0", "-", "0.0\N{NO-BREAK SPACE}%"}


def test_an_interval_has_its_own_calls(signed_in: FlaskClient, folded) -> None:
    half_hour = f"{BEHIND}&figure=offered&from="
    assert figure(signed_in.get(f"{half_hour}2026-11-23T08:30:00Z").text) == "2"
    assert figure(signed_in.get(f"{half_hour}2026-11-23T08:00:00Z").text) == "0"


def test_each_call_leads_to_its_journey(signed_in: FlaskClient, folded, served) -> None:
    assert f'href="/calls/{served.call_id}"' in signed_in.get(f"{BEHIND}&figure=answered").text


def test_what_an_agent_did_is_told_too(signed_in: FlaskClient, folded) -> None:
    assert figure(signed_in.get(f"{BEHIND}&figure=answered&agent=agent-bela").text) == "1"


@pytest.mark.parametrize("asked", ["figure=nonsense", "figure=", "figure=occupancy", ""])
def test_an_unknown_figure_is_not_there(signed_in: FlaskClient, asked: str) -> None:
    assert signed_in.get(f"{BEHIND}&{asked}").status_code == 404


def test_a_client_sees_neither_agents_nor_journeys_nor_other_queues(as_role, folded, database) -> None:
    with database.write() as connection:
        projects.create(connection, Project("spring", "Spring", "Demo bank"))
        queues.change(connection, replace(queues.of(connection, "reception"), project="spring"))
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    assert figure(client.get(f"{BEHIND}&figure=answered").text) == "1"
    assert 'href="/calls/' not in client.get(f"{BEHIND}&figure=answered").text
    assert client.get(f"{BEHIND}&figure=answered&agent=agent-bela").status_code == 403
    assert client.get(f"{BEHIND}&figure=answered&queue=nurse").status_code == 404
