"""The pages of reports: whose queues, which range, what stands beside the figures."""

import csv
import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import projects, queues
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.projects import Project

PAGES = ("/reports", "/reports/queues", "/reports/heat", "/reports/agents")
FULL = "100.0\N{NO-BREAK SPACE}%"


@pytest.fixture
def folded(write, served, database: Database) -> None:
    write(served)
    refresh(database)


@pytest.fixture
def spring(database: Database, centre) -> None:
    """The nurses work for a project."""
    with database.write() as connection:
        projects.create(connection, Project("spring", "Spring", "Demo bank"))
        queues.change(connection, replace(queues.of(connection, "nurse"), project="spring"))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_day_is_shown_by_half_hour_with_its_pictures(signed_in: FlaskClient, folded) -> None:
    page = signed_in.get("/reports").text
    for told in (FULL, "09:30", "12 s", "1 min 04 s", "whole range", "The goal of 80.0", "met in 1 of 1 intervals"):
        assert told in page


def test_every_figure_has_its_passport(signed_in: FlaskClient, folded) -> None:
    page = signed_in.get("/reports?queue=reception").text
    for told in ("answered within T ÷ (answered", "T = 20 s, S = 5 s, goal 80 %", "by the moment of joining the queue"):
        assert told in page


def test_the_variants_stand_side_by_side_when_they_are_asked_for(signed_in: FlaskClient, folded) -> None:
    assert '<th scope="col" class="num">V7</th>' in signed_in.get("/reports?variants=yes").text
    assert ">V7<" not in signed_in.get("/reports").text
    assert rows(signed_in.get("/reports?variants=yes&format=csv").text)[0][-7:] == [f"V{n}" for n in range(1, 8)]


@pytest.mark.parametrize("period", ["15m", "60m", "day", "week", "month"])
def test_the_sum_is_the_same_however_the_range_is_cut(signed_in: FlaskClient, folded, period: str) -> None:
    read = rows(signed_in.get(f"/reports?range=month&period={period}&format=csv").text)
    column = read[0].index("offered")
    assert sum(int(row[column]) for row in read[1:-1]) == int(read[-1][column]) == 1


def test_queues_stand_beside_each_other_with_their_sum(signed_in: FlaskClient, folded) -> None:
    page = signed_in.get("/reports/queues").text
    assert page.index("Nurse") < page.index("All queues")
    assert [row[:3] for row in rows(signed_in.get("/reports/queues?format=csv").text)[1:]] == [
        ["Nurse", "", "0"],
        ["Reception", "1.0", "1"],
        ["All queues", "1.0", "1"],
    ]


def test_the_heat_map_has_days_and_half_hours(signed_in: FlaskClient, folded) -> None:
    page = signed_in.get("/reports/heat").text
    assert '<td class="heat num" data-depth="1" title="100.0\N{NO-BREAK SPACE}%">100</td>' in page
    assert rows(signed_in.get("/reports/heat?measure=offered&format=csv").text) == [
        ["from", "2026-11-23"],
        ["09:30", "1"],
    ]


def test_agents_are_told_with_what_they_did(signed_in: FlaskClient, folded) -> None:
    assert "Béla" in signed_in.get("/reports/agents").text
    read = {row[0]: row for row in rows(signed_in.get("/reports/agents?format=csv").text)}
    assert read["Béla"][1:3] == ["1", "64.0"]


@pytest.mark.parametrize("page", PAGES)
def test_without_any_call_it_says_so(signed_in: FlaskClient, page: str) -> None:
    assert signed_in.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES[:3])
def test_a_client_sees_his_projects_and_nothing_else(as_role, folded, spring, page: str) -> None:
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    told = client.get(page).text
    assert "Reception" not in told
    assert client.get(f"{page}?queue=reception").status_code == 404
    assert client.get(f"{page}?project=other").status_code == 404


def test_agents_are_not_for_clients(as_role, folded, spring) -> None:
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    assert client.get("/reports/agents").status_code == 403
    assert "/reports/agents" not in client.get("/reports").text


def test_a_project_is_all_of_its_queues(signed_in: FlaskClient, folded, spring) -> None:
    assert "No call joined these queues" in signed_in.get("/reports?project=spring").text


@pytest.mark.parametrize("page", PAGES)
def test_in_hungarian_it_is_hungarian(as_role, folded, page: str) -> None:
    assert "Kimutatások" in as_role(Role.SUPERVISOR, language="hu").get(page).text


def test_who_was_listened_in_on_least_comes_first(as_role, folded) -> None:
    page = as_role(Role.SUPERVISOR).get("/reports/agents").text.partition("who was heard least comes first")[2]
    assert page.index("Anna") < page.index("Béla")  # by name, where nobody was
    assert "who was heard least comes first" not in as_role(Role.PLANNER).get("/reports/agents").text
